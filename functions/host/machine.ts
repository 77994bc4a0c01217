import { createHash } from 'node:crypto';
import { ExecutionAbortedError, StateMachine } from 'aws-local-stepfunctions';
import type { TaskName } from '../contracts/lambdas.ts';
import type { LocalDefinition } from './definition.ts';

/** A Lambda of the workflow: payload in, payload out. */
export type TaskHandler = (payload: unknown) => Promise<unknown>;

export type ExecutionResult =
  | { readonly name: string; readonly status: 'succeeded'; readonly output: unknown }
  | { readonly name: string; readonly status: 'failed'; readonly error: string; readonly cause: string }
  /** Ended by `stop`. */
  | { readonly name: string; readonly status: 'aborted' };

/** What a watcher is told of an execution, as it happens. */
export interface TaskEvent {
  /** Name of the occurrence that the execution is about. */
  readonly occurrence: string;
  readonly state: string;
  readonly task: TaskName;
  readonly phase: 'started' | 'succeeded' | 'failed';
  readonly payload: unknown;
  /** The answer, or the error's message. */
  readonly result: unknown;
  /** True when it was done before a restart, and is only told again. */
  readonly isPast?: boolean;
}

/** What an execution remembers of the tasks that it has done. */
export interface Memory {
  readonly answers: ReadonlyMap<string, unknown>;
  /** Ends when the answer cannot be lost any more. */
  readonly keep: (task: string, answer: unknown) => Promise<void>;
}
const NO_MEMORY: Memory = { answers: new Map(), keep: async () => {} };

type Definition = ConstructorParameters<typeof StateMachine>[0];
type JsonValue = Parameters<StateMachine['run']>[0];
type Handlers = Record<string, (payload: JsonValue) => Promise<JsonValue>>;

/** Step Functions' limit for what passes between states (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). */
const MAX_PAYLOAD_BYTES = 256 * 1024;

/** Runs executions of one state machine in this process, with Step Functions' rules for names and payloads. */
export class LocalMachine {
  readonly #machine: StateMachine;
  readonly #handlersOf: (memory: Memory) => Handlers;
  readonly #results = new Map<string, Promise<ExecutionResult>>();
  readonly #stops = new Set<() => void>();
  readonly #running = new Set<Promise<unknown>>();

  constructor(
    { definition, taskOf }: LocalDefinition,
    handlers: Readonly<Record<TaskName, TaskHandler>>,
    watch: (event: TaskEvent) => void = () => {},
  ) {
    // The definition is validated where it is tested (test/infra); validating it here costs 50 ms a machine.
    this.#machine = new StateMachine(definition as Definition, { validationOptions: { noValidate: true } });
    this.#handlersOf = (memory) =>
      Object.fromEntries(
        Object.entries(taskOf).map(([state, task]) => [
          state,
          invoke({ state, task }, this.#track(handlers[task]), watch, memory),
        ]),
      );
  }

  /**
   * Starts an execution, as StartExecution does: `exists` when the name was used before, whatever became of it. (AWS
   * answers a running execution of the same name and input as if it had started it; nothing runs twice either way.)
   * A task whose answer `memory` has is not done again.
   */
  start(name: string, input: unknown, memory: Memory = NO_MEMORY): 'started' | 'exists' {
    if (this.#results.has(name)) {
      return 'exists';
    }
    this.#results.set(name, this.#run(name, JSON.parse(asJson(input, 'the execution input')), memory));
    return 'started';
  }

  /** The end of an execution, undefined when there is none of this name. */
  result(name: string): Promise<ExecutionResult> | undefined {
    return this.#results.get(name);
  }

  /** Names of the executions so far, oldest first. */
  get names(): readonly string[] {
    return [...this.#results.keys()];
  }

  /** Aborts what is running; ends when the handlers that were running have ended by themselves, their answers unheard. */
  async stop(): Promise<void> {
    for (const stop of this.#stops) stop();
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /** Remembers a handler while it runs. */
  #track(handler: TaskHandler): TaskHandler {
    return (payload) => {
      const answer = handler(payload);
      this.#running.add(answer);
      const forget = () => void this.#running.delete(answer);
      answer.then(forget, forget);
      return answer;
    };
  }

  async #run(name: string, input: JsonValue, memory: Memory): Promise<ExecutionResult> {
    const startedAt = new Date().toISOString();
    const execution = this.#machine.run(input, {
      overrides: { taskResourceLocalHandlers: this.#handlersOf(memory) },
      context: { Execution: { Id: name, Name: name, Input: input, StartTime: startedAt } },
    });
    const stop = () => execution.abort();
    this.#stops.add(stop);
    try {
      return { name, status: 'succeeded', output: await execution.result };
    } catch (error) {
      return error instanceof ExecutionAbortedError
        ? { name, status: 'aborted' }
        : { name, status: 'failed', ...errorAndCause(error) };
    } finally {
      this.#stops.delete(stop);
    }
  }
}

/** Calls a handler as Lambda does: JSON in, JSON out, an error's name kept and its cause a JSON string. */
function invoke(
  { state, task }: Pick<TaskEvent, 'state' | 'task'>,
  handler: TaskHandler,
  watch: (event: TaskEvent) => void,
  memory: Memory,
) {
  return async (payload: JsonValue): Promise<JsonValue> => {
    const input: unknown = JSON.parse(asJson(payload, `the input of ${state}`));
    const key = taskKey(state, input);
    const isPast = memory.answers.has(key);
    const tell = (phase: TaskEvent['phase'], result: unknown) =>
      watch({ occurrence: occurrenceOf(input), state, task, phase, payload: input, result, isPast });
    tell('started', undefined);
    if (isPast) {
      const known = memory.answers.get(key) as JsonValue;
      tell('succeeded', known);
      return known;
    }
    try {
      const output = await handler(input);
      const result: JsonValue = JSON.parse(asJson(output ?? null, `the output of ${state}`));
      await memory.keep(key, result);
      tell('succeeded', result);
      return result;
    } catch (error) {
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
      tell('failed', message);
      const asLambda = new Error(
        JSON.stringify({ errorType: name, errorMessage: message, trace: stack?.split('\n') ?? [] }),
      );
      asLambda.name = name;
      throw asLambda;
    }
  };
}

/** A state is entered once with the same input: there is no loop, and each turn of a Map has its own item. */
const taskKey = (state: string, input: unknown): string =>
  `${state} ${createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 32)}`;

/** Every payload of the workflow carries its occurrence. */
function occurrenceOf(payload: unknown): string {
  const occurrence =
    typeof payload === 'object' && payload !== null && 'occurrence' in payload
      ? payload.occurrence
      : undefined;
  return typeof occurrence === 'object' && occurrence !== null && 'name' in occurrence
    ? String(occurrence.name)
    : '';
}

function asJson(value: unknown, what: string): string {
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_PAYLOAD_BYTES) {
    const error = new Error(`${what} has ${bytes} bytes, more than the ${MAX_PAYLOAD_BYTES} that may pass`);
    error.name = 'States.DataLimitExceeded';
    throw error;
  }
  return text;
}

/** The error that ended an execution: of a Fail state, or of a task that nothing caught. */
function errorAndCause(error: unknown): { error: string; cause: string } {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return inner instanceof Error
    ? { error: inner.name, cause: inner.message }
    : { error: 'Unknown', cause: String(inner) };
}
