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

/** Tasks of the state machine. `collect-logs` is the bundle of `collect` with memory and time of its own. */
export const TASKS = ['plan', 'collect', 'collect-logs', 'report', 'escalate', 'recover'] as const;
export type TaskName = (typeof TASKS)[number];

/** A function of the installation, with memory, time, role and environment of its own. */
export type FunctionName = LambdaName | TaskName;

/** The folder that a function's code is in. */
export const lambdaOf = (name: FunctionName): LambdaName => (name === 'collect-logs' ? 'collect' : name);

/** The functions that run the code of a folder. */
export type FunctionsOf<Lambda extends LambdaName> = Lambda extends 'collect'
  ? 'collect' | 'collect-logs'
  : Lambda;

/**
 * How long each function may run, seconds. PagerDuty wants an answer within 5 s from the webhook; an HTTP API waits
 * 30 s at most; collectors have deadlines of their own, well within these, and so has each check of the doctor.
 */
export const LAMBDA_SECONDS: Readonly<Record<FunctionName, number>> = {
  webhook: 5,
  plan: 30,
  collect: 30,
  'collect-logs': 90,
  report: 30,
  escalate: 30,
  recover: 30,
  view: 10,
  doctor: 90,
};
