import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Resource, Template } from '../../infra/template.ts';
import { createStack, deleteStack } from './emulator/stacks.ts';
import { uploadTemplate } from './emulator/upload.ts';
import { AMBIENT, IGNORED, SUBSTITUTIONS, substituted } from './substitutions.ts';
import { configOf, synthesizeFor } from './synthesize.ts';

const STAND_INS = { pagerduty: 'http://127.0.0.1:1', apis: 'localhost:1' };
let template: Template;
beforeAll(async () => {
  ({ template } = await synthesizeFor(configOf('substituted')));
});

/** Paths at which two values differ. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (!isRecord(a) || !isRecord(b)) return [path];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
    differences(a[key], b[key], `${path}/${key}`),
  );
}
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

describe('what is deployed to the emulator', () => {
  it('differs from the template in nothing but the substitutions', () => {
    const { Resources, ...rest } = template;
    const { Resources: deployed, ...deployedRest } = substituted(template, STAND_INS);
    expect(differences(rest, deployedRest)).toEqual(['/Outputs/WebhookUrl/Value/Fn::Join']);
    const changed = Object.entries(Resources).flatMap(([id, resource]) =>
      differences(resource, deployed[id]).map((path) => `${resource.Type}${path}`),
    );
    expect([...new Set(changed)].sort()).toEqual([
      'AWS::EKS::AccessEntry',
      'AWS::Lambda::Function/Properties/Environment/Variables/PAGERDUTY_API_URL',
      'AWS::Lambda::Function/Properties/Environment/Variables/WEBHOOK_URL/Fn::Join',
    ]);
  });

  it('is told nothing else that a template has a word in', () => {
    for (const name of Object.keys(AMBIENT)) expect(JSON.stringify(template)).not.toContain(`"${name}"`);
  });
});

describe.each(SUBSTITUTIONS)('the substitution: $what', ({ concerns, lacks }) => {
  it('concerns something that the template has', () => {
    expect(Object.values(template.Resources).filter(concerns)).not.toEqual([]);
  });

  if (lacks !== undefined) {
    it('is needed: the emulator still refuses it', async () => {
      expect(await refusal(lacks.resource)).toMatch(lacks.says);
    });
  }
});

describe.each(IGNORED)('what the emulator ignores: $property of $type', ({ type, property }) => {
  it('is what the template asks for', () => {
    const asking = Object.values(template.Resources).filter(
      ({ Type, Properties }) => Type === type && Properties?.[property] !== undefined,
    );
    expect(asking).not.toEqual([]);
  });
});

/** Why the emulator does not create a stack of one resource; '' when it does, and the substitution can go. */
async function refusal(resource: Resource): Promise<string> {
  const name = 'refused';
  const template = await uploadTemplate(`${name}.json`, { Resources: { It: resource } });
  try {
    await createStack(name, template);
    return '';
  } catch (error) {
    return String(error);
  } finally {
    await deleteStack(name);
  }
}
