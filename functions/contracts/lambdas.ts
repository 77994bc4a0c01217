/**
 * What a function of the installation is called, everywhere: its folder under functions/, its bundle under dist/,
 * its key in the state machine's definition and its Lambda's name after the stack's.
 */
export const LAMBDAS = ['webhook', 'plan', 'collect', 'report', 'escalate', 'recover', 'view'] as const;
export type LambdaName = (typeof LAMBDAS)[number];

/** Tasks of the state machine. `collect-logs` is the bundle of `collect` with memory and time of its own. */
export const TASKS = ['plan', 'collect', 'collect-logs', 'report', 'escalate', 'recover'] as const;
export type TaskName = (typeof TASKS)[number];

/** The folder that a task's code is in. */
export const lambdaOf = (task: TaskName): LambdaName => (task === 'collect-logs' ? 'collect' : task);
