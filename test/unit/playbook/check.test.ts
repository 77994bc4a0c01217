import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parse } from 'yaml';
import { checkPlaybook } from '../../../functions/playbook/check.ts';
import type { Fault } from '../../../functions/playbook/fault.ts';
import { playbookJsonSchema, SCHEMA_FILE } from '../../../functions/playbook/json-schema.ts';
import { defaultPlaybook } from '../../../functions/playbook/playbook.ts';
import { CHECKS, playbookSchema } from '../../../functions/playbook/schema.ts';
import { character } from '../../support/character.ts';

const file = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const faultsOf = (text: string): readonly Fault[] => {
  const result = checkPlaybook(text);
  return result.ok ? [] : result.faults;
};
const places = (text: string): string[] =>
  faultsOf(text).map(({ line, column, path }) => `${line}:${column} ${path}`);
const messages = (text: string): string[] => faultsOf(text).map(({ message }) => message);
const FIRST = 'version: 1\nname: x\ntarget: { namespace: production }\n';

describe('a wrong playbook', () => {
  it('gets all its faults at once, each with its place in the file', () => {
    expect(places(file('test/fixtures/playbooks/twelve-faults.yaml'))).toEqual([
      '1:10 version',
      '3:1 targt',
      '5:14 target.namespace',
      '8:11 dependencies[0].kind',
      '9:11 dependencies[0].port',
      '10:15 dependencies[0].selector',
      '11:11 dependencies[1].name',
      '16:11 external[0].host',
      '18:14 actions[0].causes[0]',
      '20:14 actions[0].command',
      '24:12 escalation[1].after',
      '27:11 metrics.errors',
    ]);
  });

  it('is told what a wrong name likely means', () => {
    expect(messages(`${FIRST}dependancies: []\n`)).toEqual([
      'unknown key "dependancies"; did you mean "dependencies"?',
    ]);
    expect(messages(`${FIRST}alerts: [{ name: A, thresold: "> 5 %" }]\n`)).toEqual([
      'unknown key "thresold"; did you mean "threshold"?',
    ]);
    expect(messages(`${FIRST}zzz: 1\n`)[0]).toMatch(/^unknown key "zzz"; there are version, name, /);
    expect(messages(`${FIRST}actions: [{ causes: [oom-kiled], text: x }]\n`)).toEqual([
      'unknown value "oom-kiled"; did you mean "oom-killed"?',
    ]);
  });

  it('is told of what is missing, at the map that lacks it', () => {
    expect(faultsOf('version: 1\nname: x\ntarget:\n  workload: deployment/api\n')).toEqual([
      { line: 4, column: 3, path: 'target', message: '"namespace" is missing (text)' },
    ]);
  });

  it.each([
    ['', 'must be a map, not nothing'],
    ['- a\n', 'must be a map, not a list'],
    [`${FIRST}services: PABC123\n`, 'must be a list, not text'],
    [`${FIRST}escalation: [{ after: soon, name: A }]\n`, 'must be a number, not text'],
    [`${FIRST}escalation: [{ after: 0, name: A }]\n`, 'must be more than 0 minutes'],
    [`${FIRST}dependencies: [{ name: A, kind: cache, port: 0 }]\n`, 'must be a whole number from 1 to 65535'],
    [
      `${FIRST}external: [{ name: A, host: "a b" }]\n`,
      'must be a host name alone, without scheme, port or path',
    ],
    [
      `${FIRST}dashboards: { g: "javascript:alert(1)" }\n`,
      'must be a URL with http:// or https:// and no user in it',
    ],
    [
      `${FIRST}dashboards: { g: "https://me:secret@host/" }\n`,
      'must be a URL with http:// or https:// and no user in it',
    ],
    [`${FIRST}prometheus: monitoring\n`, 'must be a URL or service:NAMESPACE/NAME:PORT'],
    [`${FIRST}metrics: { a: "rate(x[5m)" }\n`, 'has ")" at character 10 where "[" of character 7 needs "]"'],
    [`${FIRST}metrics: { a: "x{y='z}" }\n`, 'has a string that does not end, from character 5'],
    [`${FIRST}alerts: [{ name: A, about: Redis }]\n`, 'no dependency or external service is named "Redis"'],
    ['version: 1\nversion: 1\nname: x\n', 'the same key occurs twice in one map'],
  ])('%j: %s', (text, message) => {
    expect(messages(text)).toContain(message);
  });

  it('is told of syntax errors alone, since what was meant is not known', () => {
    expect(
      faultsOf('a: [1, 2\nb: "x\n').map(({ line, message }) => `${line} ${message.slice(0, 10)}`),
    ).toEqual(['2 is no YAML', '3 is no YAML'].map((text) => text.slice(0, 12)));
  });

  it('is refused when it is no runbook by its size, or grows without end', () => {
    expect(messages(`#${'x'.repeat(300_000)}`)).toEqual(['is longer than 256 KiB: is it a playbook?']);
    const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      laughs.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`);
    }
    expect(messages(laughs.join('\n')).length).toBeGreaterThan(0);
  });

  it('never throws, whatever the file holds, and places every fault in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: character, maxLength: 300 }),
          fc.json(),
          fc.json().map((json) => `${FIRST}alerts: ${json}`),
        ),
        (text) => {
          const lines = text.split('\n').length;
          for (const fault of faultsOf(text)) {
            expect(fault.line).toBeGreaterThanOrEqual(1);
            expect(fault.line).toBeLessThanOrEqual(lines + 1);
            expect(fault.column).toBeGreaterThanOrEqual(1);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a right playbook', () => {
  it('is useful with five lines', () => {
    const result = checkPlaybook(file('playbooks/examples/minimal.yaml'));
    expect(result).toMatchObject({
      ok: true,
      playbook: {
        target: { namespace: 'production', workload: 'deployment/my-api' },
        allow: { exec: false, statusPages: false },
        escalation: [],
      },
    });
    expect(
      file('playbooks/examples/minimal.yaml')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#')),
    ).toHaveLength(5);
  });

  it("has the runbook's alerts, dependencies, external services, escalation path and prevention", () => {
    const result = checkPlaybook(file('playbooks/dojopool.yaml'));
    if (!result.ok) throw new Error(JSON.stringify(result.faults));
    const { playbook } = result;
    expect(playbook.alerts.map(({ name }) => name)).toEqual([
      'DojoPoolAPIHighErrorRate',
      'DojoPoolAPIHighLatency',
      'DojoPoolDatabaseHighConnections',
      'DojoPoolRedisDown',
    ]);
    expect(new Set(playbook.alerts.flatMap(({ checks }) => checks))).toEqual(new Set(CHECKS));
    expect(playbook.dependencies.map(({ name, port }) => `${name} ${port}`)).toEqual([
      'PostgreSQL 5432',
      'Redis 6379',
    ]);
    expect(playbook.external.map(({ name, port }) => `${name} ${port}`)).toEqual([
      'Gemini 443',
      'Mapbox 443',
      'AWS S3 443',
    ]);
    expect(playbook.escalation.map(({ after, name }) => `${after} ${name}`)).toEqual([
      '5 Backend Engineering Lead',
      '15 Engineering Manager',
      '30 CTO/Head of Engineering',
    ]);
    expect(playbook.prevention).toHaveLength(5);
    expect(Object.keys(playbook.metrics).length).toBeGreaterThanOrEqual(5);
    expect(playbook.allow.exec).toBe(false);
  });

  it('may be absent: the default has what the schema has by default', () => {
    const target = { namespace: 'shop', workload: 'deployment/api' };
    expect(defaultPlaybook(target)).toEqual(playbookSchema.parse({ version: 1, name: 'default', target }));
  });
});

describe('the published JSON schema', () => {
  it('is the one of this definition (bin/firstnote playbook schema > playbooks/playbook.schema.json)', () => {
    expect(file(SCHEMA_FILE)).toBe(playbookJsonSchema());
  });

  it('accepts the playbooks of this project, and not a wrong one', () => {
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(file(SCHEMA_FILE)));
    const accepted = (path: string): boolean => validate(parse(file(path)));
    expect(accepted('playbooks/dojopool.yaml')).toBe(true);
    expect(accepted('playbooks/examples/minimal.yaml')).toBe(true);
    expect(accepted('test/fixtures/playbooks/twelve-faults.yaml')).toBe(false);
  });
});
