import type { Resource, Template } from '../../infra/template.ts';
import type { TaskName } from '../contracts/lambdas.ts';
import { TASKS } from '../contracts/lambdas.ts';
import { present } from '../model/present.ts';

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Branches?: readonly Machine[];
  readonly ItemProcessor?: Machine;
}
interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** A state machine as it runs on this machine. */
export interface LocalDefinition {
  /** Amazon States Language, the Lambdas' ARNs filled in. */
  readonly definition: Machine;
  /** Which task's Lambda each Task state invokes. */
  readonly taskOf: Readonly<Record<string, TaskName>>;
}

/** An ARN that no account has: a Task that nobody runs here must never reach a real Lambda. */
const localArn = (functionName: string) => `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`;

/** Takes the one state machine out of a synthesized template. Throws when the template is none of ours. */
export function definitionOf(template: Template): LocalDefinition {
  const properties = Object.values(template.Resources).find(
    ({ Type }) => Type === 'AWS::StepFunctions::StateMachine',
  )?.Properties;
  const text = properties?.DefinitionString;
  const substitutions = properties?.DefinitionSubstitutions;
  if (typeof text !== 'string' || !isRecord(substitutions)) {
    throw new Error(
      'the template has no state machine with a DefinitionString and its DefinitionSubstitutions',
    );
  }
  const tasks = new Map<string, TaskName>();
  const filled = text.replaceAll(/\$\{([\w-]+)\}/g, (_, key: string) => {
    const arn = localArn(functionName(template, substitutions[key]));
    tasks.set(arn, taskName(key));
    return arn;
  });
  const definition: Machine = JSON.parse(filled);
  const taskOf: Record<string, TaskName> = {};
  for (const [name, state] of statesOf(definition)) {
    const task = state.Resource === undefined ? undefined : tasks.get(state.Resource);
    if (task !== undefined) {
      taskOf[name] = task;
    }
  }
  return { definition, taskOf };
}

/** All states by name, those in branches and maps too. */
export function* statesOf(machine: Machine): Generator<[string, State]> {
  for (const [name, state] of Object.entries(machine.States)) {
    yield [name, state];
    for (const inner of present(...(state.Branches ?? []), state.ItemProcessor)) {
      yield* statesOf(inner);
    }
  }
}

/** The name of the Lambda that `{"Fn::GetAtt": [ID, "Arn"]}` means. */
function functionName(template: Template, reference: unknown): string {
  const attribute = isRecord(reference) ? reference['Fn::GetAtt'] : undefined;
  const id: unknown = Array.isArray(attribute) ? attribute[0] : undefined;
  const resource: Resource | undefined = typeof id === 'string' ? template.Resources[id] : undefined;
  const name = resource?.Type === 'AWS::Lambda::Function' ? resource.Properties?.FunctionName : undefined;
  if (typeof name !== 'string') {
    throw new Error(
      `the state machine refers to ${JSON.stringify(reference)}, which is no Lambda of the template`,
    );
  }
  return name;
}

function taskName(key: string): TaskName {
  const task = TASKS.find((name) => name === key);
  if (task === undefined) {
    throw new Error(
      `the state machine has a task "${key}" that functions/contracts/lambdas.ts does not know`,
    );
  }
  return task;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
