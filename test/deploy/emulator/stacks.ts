import { setTimeout as sleep } from 'node:timers/promises';
import { query } from './aws.ts';

const VERSION = '2010-05-15';
/** A stack is made in three seconds; the rest is for a busy machine. */
const PATIENCE_MS = 240_000;

export interface StackState {
  /** "CREATE_COMPLETE". */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Creates a stack of a template that lies in S3, as `cdk deploy` does, and waits for its end.
 * @throws Error with what CloudFormation says when it did not come about.
 */
export const createStack = (name: string, templateUrl: string): Promise<StackState> =>
  change('CreateStack', name, templateUrl);

/** Updates it likewise. */
export const updateStack = (name: string, templateUrl: string): Promise<StackState> =>
  change('UpdateStack', name, templateUrl);

export async function deleteStack(name: string): Promise<void> {
  await query('cloudformation', VERSION, { Action: 'DeleteStack', StackName: name });
}

async function change(action: string, name: string, templateUrl: string): Promise<StackState> {
  await query('cloudformation', VERSION, {
    Action: action,
    StackName: name,
    TemplateURL: templateUrl,
    'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
  });
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const state = await describe(name);
    if (/^(CREATE|UPDATE)_COMPLETE$/.test(state.status)) return state;
    if (!state.status.endsWith('_IN_PROGRESS'))
      throw new Error(`${name}: ${state.status}: ${await whyNot(name)}`);
    await sleep(100);
  }
  throw new Error(`the stack ${name} did not come to an end`);
}

/** Physical ids of its resources, by logical id: a role's is its name. */
export async function resourcesOf(name: string): Promise<Readonly<Record<string, string>>> {
  const xml = await query('cloudformation', VERSION, { Action: 'DescribeStackResources', StackName: name });
  const members = [...xml.matchAll(/<member>(.*?)<\/member>/gs)].map(([, member = '']) => member);
  return Object.fromEntries(
    members.map((member) => [inner(member, 'LogicalResourceId'), inner(member, 'PhysicalResourceId')]),
  );
}

async function describe(name: string): Promise<StackState> {
  const xml = await query('cloudformation', VERSION, { Action: 'DescribeStacks', StackName: name });
  const outputs = [...xml.matchAll(/<OutputKey>(.*?)<\/OutputKey>\s*<OutputValue>(.*?)<\/OutputValue>/gs)];
  return {
    status: inner(xml, 'StackStatus'),
    outputs: Object.fromEntries(outputs.map(([, key = '', value = '']) => [key, value])),
  };
}

/** What each resource that failed says. */
async function whyNot(name: string): Promise<string> {
  const xml = await query('cloudformation', VERSION, { Action: 'DescribeStackEvents', StackName: name });
  const reasons = [...xml.matchAll(/<ResourceStatusReason>(.*?)<\/ResourceStatusReason>/gs)];
  return reasons.map(([, reason = '']) => reason).join('; ');
}

const inner = (xml: string, tag: string): string =>
  new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(xml)?.[1] ?? '';
