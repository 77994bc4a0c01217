import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv, type AnySchemaObject } from 'ajv';
import { parse } from 'yaml';
import { ROOT } from './sources.ts';

const read = (path: string): string => readFileSync(`${ROOT}.github/${path}`, 'utf8');
const FORMS = readdirSync(`${ROOT}.github/ISSUE_TEMPLATE`).filter((name) => name !== 'config.yml');
const WORKFLOWS = readdirSync(`${ROOT}.github/workflows`);

const text = { type: 'string', pattern: '\\S' };
const texts = { type: 'array', items: text, minItems: 1 };
const required = {
  type: 'object',
  properties: { required: { type: 'boolean' } },
  additionalProperties: false,
};

/** What GitHub asks of an issue form: https://www.schemastore.org/github-issue-forms.json */
const FORM: AnySchemaObject = {
  type: 'object',
  required: ['name', 'description', 'body'],
  properties: {
    name: text,
    description: text,
    title: text,
    labels: texts,
    body: { type: 'array', minItems: 1 },
  },
  additionalProperties: false,
};

/** By its type, what an element of a form holds. */
const ELEMENTS: Readonly<Record<string, AnySchemaObject>> = {
  markdown: element({ value: text }, ['value']),
  input: element({ label: text, description: text, placeholder: text, value: text }, ['label']),
  textarea: element({ label: text, description: text, placeholder: text, value: text, render: text }, [
    'label',
  ]),
  dropdown: element({ label: text, description: text, options: texts, multiple: { type: 'boolean' } }, [
    'label',
    'options',
  ]),
  checkboxes: element(
    {
      label: text,
      description: text,
      options: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['label'],
          properties: { label: text, required: { type: 'boolean' } },
          additionalProperties: false,
        },
      },
    },
    ['label', 'options'],
  ),
};

function element(properties: AnySchemaObject, needed: readonly string[]): AnySchemaObject {
  return {
    type: 'object',
    required: ['type', 'attributes'],
    properties: {
      type: text,
      id: { type: 'string', pattern: '^[\\w-]+$' },
      attributes: { type: 'object', required: needed, properties, additionalProperties: false },
      validations: required,
    },
    additionalProperties: false,
  };
}

/** What GitHub asks of dependabot.yml: https://www.schemastore.org/dependabot-2.0.json */
const DEPENDABOT: AnySchemaObject = {
  type: 'object',
  required: ['version', 'updates'],
  properties: {
    version: { const: 2 },
    updates: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['package-ecosystem', 'schedule', 'groups'],
        oneOf: [{ required: ['directory'] }, { required: ['directories'] }],
        properties: {
          'package-ecosystem': { enum: ['npm', 'github-actions'] },
          directory: text,
          directories: texts,
          schedule: {
            type: 'object',
            required: ['interval'],
            properties: {
              interval: { enum: ['daily', 'weekly', 'monthly', 'quarterly', 'semiannually', 'yearly'] },
            },
            additionalProperties: false,
          },
          cooldown: {
            type: 'object',
            properties: { 'default-days': { type: 'integer', minimum: 1, maximum: 90 } },
            additionalProperties: false,
          },
          groups: {
            type: 'object',
            minProperties: 1,
            additionalProperties: {
              type: 'object',
              minProperties: 1,
              properties: { 'dependency-type': { enum: ['production', 'development'] }, patterns: texts },
              additionalProperties: false,
            },
          },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

/** What GitHub asks of a workflow, as far as ours go: https://www.schemastore.org/github-workflow.json */
const WORKFLOW: AnySchemaObject = {
  type: 'object',
  required: ['on', 'jobs', 'permissions'],
  properties: {
    name: text,
    on: { type: 'object', minProperties: 1 },
    // A token that can write is asked for by the job that writes, where there is one.
    permissions: { const: { contents: 'read' } },
    concurrency: { type: 'object', required: ['group'] },
    jobs: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^[_a-zA-Z][\\w-]*$' },
      additionalProperties: {
        type: 'object',
        required: ['runs-on', 'timeout-minutes', 'steps'],
        properties: {
          'runs-on': text,
          'timeout-minutes': { type: 'integer', minimum: 1 },
          strategy: { type: 'object', required: ['matrix'] },
          steps: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              oneOf: [{ required: ['uses'] }, { required: ['run'] }],
              properties: {
                name: text,
                uses: text,
                run: text,
                with: { type: 'object' },
                env: { type: 'object' },
              },
              additionalProperties: false,
            },
          },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

/** What is wrong with a document, a line a fault; [] when nothing is. */
function faultsOf(schema: AnySchemaObject, document: unknown): readonly string[] {
  const ajv = new Ajv({ allErrors: true, strictRequired: false });
  ajv.validate(schema, document);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

describe.each(WORKFLOWS)('the workflow %s', (name) => {
  const written = read(`workflows/${name}`);
  const workflow = parse(written) as { jobs: Record<string, { steps: readonly Step[] }> };
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('is one that GitHub takes, and can only read', () => {
    expect(faultsOf(WORKFLOW, workflow)).toEqual([]);
  });

  it('names its actions by a commit, which nobody can move, with the version beside it', () => {
    const actions = written.split('\n').filter((line) => line.includes('uses:'));
    expect(actions).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
    expect(actions.filter((line) => !/ [\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });
});

describe('CI on GitHub', () => {
  it("runs the README's commands and what a contributor runs", () => {
    const { jobs } = parse(read('workflows/ci.yml')) as { jobs: { check: { steps: readonly Step[] } } };
    const run = jobs.check.steps.map((step) => step.run);
    expect(run).toEqual(
      expect.arrayContaining(['npm ci', 'npm run check', 'npm start -- --once', 'npm test']),
    );
  });
});

describe('dependabot.yml', () => {
  const document = parse(read('dependabot.yml')) as {
    updates: readonly { 'package-ecosystem': string; directories?: readonly string[] }[];
  };

  it('is one that GitHub takes', () => {
    expect(faultsOf(DEPENDABOT, document)).toEqual([]);
  });

  it('keeps every folder that installs packages', () => {
    const folders = document.updates.flatMap((update) =>
      update['package-ecosystem'] === 'npm' ? (update.directories ?? []) : [],
    );
    const locked = locksBelow('').map((path) => `/${path}`);
    expect([...folders].sort()).toEqual(locked.sort());
  });
});

describe.each(FORMS)('the issue form %s', (name) => {
  const form = parse(read(`ISSUE_TEMPLATE/${name}`)) as { body: readonly { type: string; id?: string }[] };

  it('is one that GitHub takes', () => {
    expect(faultsOf(FORM, form)).toEqual([]);
    expect(form.body.flatMap((part) => faultsOf(ELEMENTS[part.type] ?? { not: {} }, part))).toEqual([]);
  });

  it('asks something, under ids that differ', () => {
    const ids = form.body.flatMap(({ type, id }) => (type === 'markdown' ? [] : [id]));
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks for the report, and for no secret in it', () => {
    expect(read(`ISSUE_TEMPLATE/${name}`)).toContain("label: The report's JSON, without secrets");
  });
});

describe('CODEOWNERS', () => {
  const rules = read('CODEOWNERS')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/));

  it('names places that are there, and who owns them', () => {
    expect(rules.length).toBeGreaterThan(1);
    expect(rules.filter(([place]) => place !== '*' && !existsSync(`${ROOT}${place}`))).toEqual([]);
    expect(
      rules.filter(([, ...owners]) => !owners.every((owner) => /^@[\w-]+\/[\w-]+$/.test(owner))),
    ).toEqual([]);
  });
});

/** Folders that have a lock file, '' being the root; what is installed and what Git keeps is passed over. */
function locksBelow(folder: string): readonly string[] {
  return readdirSync(`${ROOT}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'package-lock.json') return [folder.replace(/\/$/, '')];
    const isOurs = entry.isDirectory() && !['node_modules', '.git'].includes(entry.name);
    return isOurs ? locksBelow(`${folder}${entry.name}/`) : [];
  });
}
