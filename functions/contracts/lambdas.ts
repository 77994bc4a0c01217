/**
 * What a function of the installation is called, everywhere: its folder under functions/, its bundle under dist/,
 * its key in the state machine's definition and its Lambda's name after the stack's.
 */
export const LAMBDAS = [
  'webhook',
  'plan',
  'collect',
  'report',
  'escalate',
  'recover',
  'view',
  'doctor',
] as const;
export type LambdaName = (typeof LAMBDAS)[number];

/**
 * Tasks of the state machine. `collect-logs` and `collect-exec` are the bundle of `collect` with a role of their own: the
 * one that reads what strangers wrote has no token, and the one that may run programs in pods does nothing else.
 */
export const TASKS = [
  'plan',
  'collect',
  'collect-logs',
  'collect-exec',
  'report',
  'escalate',
  'recover',
] as const;
export type TaskName = (typeof TASKS)[number];

/** The functions that look at clusters. */
export const COLLECTING = ['collect', 'collect-logs', 'collect-exec'] as const satisfies readonly TaskName[];
export type CollectingName = (typeof COLLECTING)[number];

/** The function that an installation has only where its configuration lets it run programs in pods. */
export const EXEC_FUNCTION = 'collect-exec' satisfies CollectingName;

/** A function of the installation, with memory, time, role and environment of its own. */
export type FunctionName = LambdaName | TaskName;

/** The folder that a function's code is in. */
export const lambdaOf = (name: FunctionName): LambdaName =>
  name === 'collect-logs' || name === 'collect-exec' ? 'collect' : name;

/** The functions that run the code of a folder. */
export type FunctionsOf<Lambda extends LambdaName> = Lambda extends 'collect' ? CollectingName : Lambda;

/**
 * How long each function may run, seconds. PagerDuty wants an answer within 5 s from the webhook; an API waits
 * 29 s at most; collectors have deadlines of their own, well within these, and so has each check of the doctor.
 */
export const LAMBDA_SECONDS: Readonly<Record<FunctionName, number>> = {
  webhook: 5,
  plan: 30,
  collect: 30,
  'collect-logs': 90,
  'collect-exec': 30,
  report: 30,
  escalate: 30,
  recover: 30,
  view: 10,
  doctor: 90,
};
