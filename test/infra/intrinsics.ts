import type { Template } from '../../infra/template.ts';

/** What an installation is deployed as, in a test. */
export const ACCOUNT = '123456789012';
export const REGION = 'eu-central-1';
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};

/** The ARN that a resource gets: its type and logical id make it unlike any other. */
const arnOf = (id: string, type: string): string =>
  `arn:aws:${type.split('::')[1]?.toLowerCase()}:${REGION}:${ACCOUNT}:${id}`;

/**
 * A template's value as CloudFormation would fill it in: Ref, Fn::GetAtt and Fn::Join; a resource is known by the same
 * ARN everywhere. Throws at any other function, so that a test judges nothing that it has not understood.
 */
export function resolved({ Resources }: Template, value: unknown): unknown {
  const of = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(of);
    if (typeof inner !== 'object' || inner === null) return inner;
    const [[name = '', argument] = []] = Object.entries(inner);
    if (name === 'Ref') return PSEUDO[String(argument)] ?? arnFor(String(argument));
    if (name === 'Fn::GetAtt') return arnFor(String((argument as unknown[])[0]));
    if (name === 'Fn::Join') {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => String(of(part))).join(separator);
    }
    if (name.startsWith('Fn::')) throw new Error(`${name} is not understood here`);
    return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, of(each)]));
  };
  const arnFor = (id: string): string => {
    const type = Resources[id]?.Type;
    if (type === undefined) throw new Error(`${id} is no resource of the template`);
    return arnOf(id, type);
  };
  return of(value);
}
