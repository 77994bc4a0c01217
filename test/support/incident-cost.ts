import {
  EXEC_FUNCTION,
  type FunctionName,
  type LambdaName,
  lambdaOf,
} from '../../functions/contracts/lambdas.ts';

/** US dollars for one of each, in one region, without free tiers and discounts. */
export interface Prices {
  readonly transition: number;
  /** arm64. */
  readonly gbSecond: number;
  readonly invocation: number;
  /** Of a REST API. */
  readonly webhookRequest: number;
  readonly s3Write: number;
  readonly s3Read: number;
  readonly s3GbMonth: number;
  readonly secretRead: number;
  readonly logGb: number;
}

/** As the services' pages said in 2026-11; docs/cost.md links to them. */
export const PRICES: Readonly<Record<string, Prices>> = {
  'eu-central-1': {
    transition: 0.025 / 1e3,
    gbSecond: 0.0000133334,
    invocation: 0.2 / 1e6,
    webhookRequest: 3.7 / 1e6,
    s3Write: 0.0054 / 1e3,
    s3Read: 0.00043 / 1e3,
    s3GbMonth: 0.0245,
    secretRead: 0.05 / 1e4,
    logGb: 0.63,
  },
  'us-east-1': {
    transition: 0.025 / 1e3,
    gbSecond: 0.0000133334,
    invocation: 0.2 / 1e6,
    webhookRequest: 3.5 / 1e6,
    s3Write: 0.005 / 1e3,
    s3Read: 0.0004 / 1e3,
    s3GbMonth: 0.023,
    secretRead: 0.05 / 1e4,
    logGb: 0.5,
  },
};

/** CPU ms of an import over an empty handler's: `npm run bench -- cold` on two busy cores, 2026-11. */
const IMPORT_MS: Readonly<Record<LambdaName, number>> = {
  webhook: 20,
  plan: 30,
  collect: 38,
  report: 47,
  escalate: 30,
  recover: 48,
  view: 19,
  doctor: 36,
};

/** What is not counted but assumed. CPU is given for one core, ms: a function below 1,769 MB has its share of one. */
export const ASSUMED = {
  /** Node and Lambda's runtime, before any code of ours. */
  bootMs: 150,
  /** CPU of a first invocation beside the import (`npm run bench -- cold`). */
  firstCallMs: 20,
  /** CPU of making a report and its page. */
  reportMs: 60,
  storeMs: 25,
  secretMs: 25,
  pagerDutyMs: 250,
  startMs: 40,
  /** Describing the cluster, and all collectors: recorded namespaces took 340 to 790 ms. */
  collectMs: 800,
  /** What is stored of an incident: evidence of 90 to 150 KB before and after, report, page. */
  storedKb: 350,
  logKbAnInvocation: 2,
} as const;

/** At this size a Lambda has one virtual CPU (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html). */
const ONE_CPU_MB = 1_769;

/** What one function did in a life course, all of its invocations together. */
export interface Work {
  readonly invocations: number;
  readonly storeReads: number;
  readonly storeWrites: number;
  readonly pagerDuty: number;
}

/** A life course as it was counted, and the installation that it ran in. */
export interface Counted {
  readonly transitions: number;
  readonly work: ReadonlyMap<FunctionName, Work>;
  readonly memoryMb: (name: FunctionName) => number;
  readonly readsSecret: (name: FunctionName) => boolean;
  readonly retentionDays: number;
}

/** Seconds that one invocation is billed for, cold: INIT is, too. Waits are added up, though some are at a time. */
export function billedSeconds(name: FunctionName, work: Work, memoryMb: number, secret: boolean): number {
  const share = Math.min(1, memoryMb / ONE_CPU_MB);
  const makesReport = name === 'report' || name === 'recover';
  const cpu = IMPORT_MS[lambdaOf(name)] + ASSUMED.firstCallMs + (makesReport ? ASSUMED.reportMs : 0);
  const each = (count: number) => count / work.invocations;
  const waits =
    each(work.storeReads + work.storeWrites) * ASSUMED.storeMs +
    each(work.pagerDuty) * ASSUMED.pagerDutyMs +
    (secret ? ASSUMED.secretMs : 0) +
    (name === 'webhook' ? ASSUMED.startMs : 0) +
    (lambdaOf(name) === 'collect' ? ASSUMED.collectMs : 0);
  return (ASSUMED.bootMs + cpu / share + waits) / 1_000;
}

export interface Line {
  readonly what: string;
  readonly count: string;
  readonly cost: number;
}

/** What an incident costs, line by line. */
export function linesOf(counted: Counted, prices: Prices): readonly Line[] {
  const all = [...counted.work];
  const sum = (of: (name: FunctionName, work: Work) => number) =>
    all.reduce((total, [name, work]) => total + of(name, work), 0);
  const invocations = sum((_, work) => work.invocations);
  const gbSeconds = sum((name, work) => {
    const memoryMb = counted.memoryMb(name);
    const seconds = billedSeconds(name, work, memoryMb, counted.readsSecret(name));
    return (work.invocations * seconds * memoryMb) / 1_024;
  });
  const writes = sum((_, work) => work.storeWrites);
  const reads = sum((_, work) => work.storeReads);
  const secrets = sum((name, work) => (counted.readsSecret(name) ? work.invocations : 0));
  const requests = counted.work.get('webhook')?.invocations ?? 0;
  const logKb = invocations * ASSUMED.logKbAnInvocation;
  const months = counted.retentionDays / 30;
  const line = (what: string, count: number, unit: number, shown = String(count)): Line => ({
    what,
    count: shown,
    cost: count * unit,
  });
  return [
    line('Step Functions, state transitions', counted.transitions, prices.transition),
    line('Lambda, GB-s, all cold', gbSeconds, prices.gbSecond, gbSeconds.toFixed(1)),
    line('Lambda, invocations', invocations, prices.invocation),
    line('REST API, requests', requests, prices.webhookRequest),
    line('S3, writes', writes, prices.s3Write),
    line('S3, reads', reads, prices.s3Read),
    line(
      `S3, ${ASSUMED.storedKb} KB for ${counted.retentionDays} days`,
      (ASSUMED.storedKb / 1e6) * months,
      prices.s3GbMonth,
      '',
    ),
    line('Secrets Manager, reads', secrets, prices.secretRead),
    line('CloudWatch Logs, KB', logKb / 1e6, prices.logGb, String(logKb)),
  ];
}

const total = (lines: readonly Line[]): number => lines.reduce((sum, { cost }) => sum + cost, 0);
export const totalOf = (counted: Counted, prices: Prices): number => total(linesOf(counted, prices));

const dollars = (cost: number): string => cost.toFixed(6);
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** What the same incident costs where programs are run in pods, in a sentence. */
function execSentence(counted: Counted, withExec: Counted): string {
  const sum = (of: Counted, field: keyof Work) =>
    [...of.work.values()].reduce((total, work) => total + work[field], 0);
  const more = (field: keyof Work) => sum(withExec, field) - sum(counted, field);
  const work = withExec.work.get(EXEC_FUNCTION) ?? {
    invocations: 0,
    storeReads: 0,
    storeWrites: 0,
    pagerDuty: 0,
  };
  const memoryMb = withExec.memoryMb(EXEC_FUNCTION);
  const seconds = billedSeconds(EXEC_FUNCTION, work, memoryMb, withExec.readsSecret(EXEC_FUNCTION));
  const totals = Object.entries(PRICES).map(
    ([region, prices]) => `${dollars(totalOf(withExec, prices))} in ${region}`,
  );
  const { transitions } = withExec;
  return `**Programs in pods** (\`exec: true\`, and a playbook that allows them) make it ${totals.join(' and ')}:
${transitions - counted.transitions} more transitions, ${more('invocations')} invocations of \`${EXEC_FUNCTION}\` of ${seconds.toFixed(2)} s and ${memoryMb} MB each, ${more('storeReads')} more reads of S3 and ${more('storeWrites')} more writes.`;
}

/** docs/cost.md. */
export function costDocument(counted: Counted, withExec: Counted): string {
  const regions = Object.entries(PRICES).map(([region, prices]) => ({
    region,
    lines: linesOf(counted, prices),
  }));
  const [first] = regions;
  const table = (first?.lines ?? []).map(({ what, count }, index) =>
    row([what, count, ...regions.map(({ lines }) => dollars(lines[index]?.cost ?? 0))]),
  );
  const functions = [...counted.work].map(([name, work]) => {
    const memoryMb = counted.memoryMb(name);
    const seconds = billedSeconds(name, work, memoryMb, counted.readsSecret(name));
    return row([
      name,
      String(work.invocations),
      String(memoryMb),
      seconds.toFixed(2),
      ...[work.storeReads, work.storeWrites, work.pagerDuty].map((count) =>
        (count / work.invocations).toFixed(1).replace(/\.0$/, ''),
      ),
    ]);
  });
  return `# What an incident costs

US dollars for one incident that nobody acknowledges: a note in two versions, three calls, resolved, recovery; every
function cold. Counted by \`npm run test:whole -- cost\`, which runs that life course through the synthesized state
machine and holds this page to it; \`RENEW=1 npm run test:whole -- cost\` writes it anew.

${row(['', 'count', ...regions.map(({ region }) => region)])}
${row(['---', '---:', ...regions.map(() => '---:')])}
${table.join('\n')}
${row(['**one incident**', '', ...regions.map(({ lines }) => `**${dollars(total(lines))}**`)])}

| function | invocations | MB | billed s each | S3 reads | S3 writes | PagerDuty requests |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${functions.join('\n')}

${execSentence(counted, withExec)}

**Counted**: every state that is entered is a transition ("each time a step of your workflow is executed", a Wait, a Map
and each state of its iterations too); requests to S3 and PagerDuty by each function; memory from the template.

**Assumed**, for each invocation: ${ASSUMED.bootMs} ms until Lambda's runtime has started Node (INIT is billed), the import as
\`npm run bench -- cold\` measured it and ${ASSUMED.firstCallMs} ms more of CPU (${ASSUMED.reportMs} more for a report), by the function's share of a core; ${ASSUMED.storeMs} ms a request to S3,
${ASSUMED.secretMs} ms to Secrets Manager, ${ASSUMED.pagerDutyMs} ms to PagerDuty, one after the other; ${ASSUMED.collectMs / 1_000} s for a collect (recorded namespaces took
340 to 790 ms); ${ASSUMED.logKbAnInvocation} KB of log; ${ASSUMED.storedKb} KB stored. Reading 54 MB of logs took 0.45 s of CPU on one core and on two: that
function has one.

**Not in it**: what is paid by the month whether there is an incident or not (two secrets, alarms, the dashboard, the daily
look at the set-up), NAT and data transfer, free tiers. And own metrics: CloudWatch bills each by the hours in which it was
written, $0.0004 an hour, and an incident writes up to six. An account has ten metric-months free, which is those of about
1,200 incidents a month; beyond that they cost more than all the rest of an incident.

Prices of 2026-11: [Step Functions](https://aws.amazon.com/step-functions/pricing/),
[Lambda](https://aws.amazon.com/lambda/pricing/), [API Gateway](https://aws.amazon.com/api-gateway/pricing/),
[S3](https://aws.amazon.com/s3/pricing/), [Secrets Manager](https://aws.amazon.com/secrets-manager/pricing/),
[CloudWatch](https://aws.amazon.com/cloudwatch/pricing/).
`;
}
