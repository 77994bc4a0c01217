import type { LambdaName } from '../functions/contracts/lambdas.ts';

const KB = 1024;

/**
 * Bytes that a function's folder may have, all that goes into its zip. Every incident starts cold, and a cold start
 * reads and compiles all of it: time before the first note, and billed (INIT too,
 * https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/).
 */
export const BUNDLE_BUDGET: Readonly<Record<LambdaName, number>> = {
  webhook: 36 * KB,
  plan: 125 * KB,
  // Logs are read where they are collected: every logger's levels and requests, traces in fields, numbers that mean something; hidden values are told apart;
  // what is done and what waits is read of every line, and how long it says that something took. Products' own access lines, csvlog,
  // and names and numbers that patterns keep weigh 2 KB; requests in messages and more wrappers 3 KB.
  // Errors in fields of their own, events of several lines and heads alone on theirs.
  collect: 341 * KB,
  // Each mechanism weighs 1 to 2 KB: one pod that fails alone, a changed policy, runs that do not end, queues that grow, hosts
  // outside and fellow callers by what differs, logins that a server refuses, and configuration under another name, key by key.
  // Durations are compared before and after, by endpoint and by whom lines name: two mechanisms, their statements and words; callers' own words for another protocol.
  // Who fills a server, and what makes others a control, are judged where causes are.
  report: 622 * KB,
  escalate: 152 * KB,
  recover: 624 * KB,
  view: 26 * KB,
  // It asks the collectors whether they may, which brings how they read logs, and tell hidden values apart.
  doctor: 325 * KB,
};

/** What is too large, one sentence a function; [] when all is within its budget. */
export const overBudget = (
  bundles: readonly { readonly name: LambdaName; readonly bytes: number }[],
): readonly string[] =>
  bundles
    .filter(({ name, bytes }) => bytes > BUNDLE_BUDGET[name])
    .map(
      ({ name, bytes }) =>
        `the bundle of ${name} has ${Math.ceil(bytes / KB)} KB, its budget is ${BUNDLE_BUDGET[name] / KB} KB ` +
        '(infra/bundle-budgets.ts); esbuild --analyze says what weighs',
    );
