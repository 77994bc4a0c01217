import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENV, ENVIRONMENT, type Setting } from '../../functions/contracts/env.ts';
import { EXEC_FUNCTION, type FunctionName, LAMBDAS, lambdaOf } from '../../functions/contracts/lambdas.ts';
import { BUNDLE_BUDGET, overBudget } from '../../infra/bundle-budgets.ts';
import { sourceOf } from '../../infra/source-place.ts';
import { environmentIn, template } from './template.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Those of the example; the others run the same code. */
const FUNCTIONS = (Object.keys(ENVIRONMENT) as FunctionName[]).filter((name) => name !== EXEC_FUNCTION);
/** Far from node_modules: a bundle has all that it needs. */
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstnote-bundles-'));
  execFileSync(process.execPath, ['bin/run.mjs', 'esbuild.config.mjs', folder], { cwd: ROOT, stdio: 'pipe' });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}-maps`, { recursive: true, force: true });
});

/** What CloudFormation fills in. */
const KNOWN_WHEN_DEPLOYED: Readonly<Record<string, string>> = {
  [ENV.storeUrl]: 's3://bucket',
  [ENV.viewUrl]: 'https://api.example',
  [ENV.webhookUrl]: 'https://webhook.example/live/pagerduty',
  [ENV.stateMachineArn]: 'arn:aws:states:eu-central-1:123456789012:stateMachine:firstnote',
};
/** Nobody listens on port 9: every call to AWS fails at once. */
const NO_AWS = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
};

/** Calls a bundle's handler in a process of its own, without any setting; answers its result, or the error's name. */
function call(name: string): unknown {
  const script = `
    const { handler } = await import(${JSON.stringify(`${folder}/${name}/handler.mjs`)});
    const event = { occurrence: { name: 'Q1-1', incidentId: 'Q1' }, headers: {} };
    const result = await handler(event, { awsRequestId: 'r' }).catch(({ name, message }) => ({ name, message }));
    process.stdout.write('\\n' + JSON.stringify(result));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env.PATH },
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  return JSON.parse(output.slice(output.lastIndexOf('\n')));
}

/** Runs a bundle as one of its functions, with the template's environment; answers the names that it read of it. */
function readBy(name: FunctionName): readonly string[] {
  const given = Object.entries(environmentIn(template, name)).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : KNOWN_WHEN_DEPLOYED[key],
  ]);
  const script = `
    const read = new Set();
    process.env = new Proxy(process.env, {
      get(target, key) { read.add(key); return target[key]; },
    });
    const { handler } = await import(${JSON.stringify(`${folder}/${lambdaOf(name)}/handler.mjs`)});
    const event = { occurrence: { name: 'Q1-1', incidentId: 'Q1' }, headers: {} };
    await handler(event, { awsRequestId: 'r' }).catch(() => {});
    // At once: what the handler left under way may log.
    process.stdout.write('\\n' + JSON.stringify([...read].filter((key) => typeof key === 'string')));
    process.exit(0);`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      PATH: process.env.PATH,
      ...NO_AWS,
      PROMETHEUS_URL: 'http://p.internal',
      ...Object.fromEntries(given),
    },
    cwd: `${folder}/${lambdaOf(name)}`,
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  return JSON.parse(output.slice(output.lastIndexOf('\n')));
}

describe.each(FUNCTIONS)('the code of %s', (name) => {
  it('reads all that the function is given, and nothing that no function of its is given', () => {
    const read = readBy(name);
    const given = Object.keys(environmentIn(template, name));
    expect(given.filter((key) => !read.includes(key))).toEqual([]);
    const sameCode = FUNCTIONS.filter((each) => lambdaOf(each) === lambdaOf(name));
    const table = sameCode.flatMap((each) =>
      (Object.keys(ENVIRONMENT[each]) as Setting[]).map((key) => ENV[key]),
    );
    const ours: readonly string[] = Object.values(ENV);
    expect(read.filter((key) => ours.includes(key) && !table.some((known) => known === key))).toEqual([]);
    expect(table.filter((key) => !read.includes(key))).toEqual([]);
  });
});

describe.each(LAMBDAS)('the bundle of %s', (name) => {
  it('runs by itself, and says what it was not told', () => {
    const result = call(name);
    expect(result).toMatchObject(
      name === 'webhook' || name === 'view'
        ? { statusCode: 503 }
        : { name: 'Invalid', message: expect.stringContaining('STORE_URL is not set') },
    );
  });

  it('is its code, and nothing else goes into its zip: source maps lie apart', () => {
    const files = readdirSync(`${folder}/${name}`).sort();
    expect(files).toContain('handler.mjs');
    expect(files.filter((file) => !file.endsWith('.mjs'))).toEqual([]);
    expect(readdirSync(`${folder}-maps/${name}`).sort()).toEqual(files.map((file) => `${file}.map`));
    expect(readFileSync(`${folder}/${name}/handler.mjs`, 'utf8')).not.toContain('sourceMappingURL');
  });

  it('holds nothing of the SDK or of the command line, and neither YAML nor what checks playbooks', () => {
    const maps = readdirSync(`${folder}-maps/${name}`).map(
      (map) => JSON.parse(readFileSync(`${folder}-maps/${name}/${map}`, 'utf8')) as { sources: string[] },
    );
    const sources = maps.flatMap((map) => map.sources);
    expect(sources.some((source) => source.endsWith(`functions/${name}/handler.ts`))).toBe(true);
    expect(
      sources.filter((source) =>
        /@aws-sdk|@smithy|client-node|functions\/local|aws-cdk|\/yaml\/|playbook\/(schema|check|fields)/.test(
          source,
        ),
      ),
    ).toEqual([]);
  });
});

describe('the source maps', () => {
  it('lead a stack of a bundle back to its sources', () => {
    const script = `
      process.env = { STORE_URL: 'nowhere' };
      const { handler } = await import(${JSON.stringify(`${folder}/view/handler.mjs`)});
      const out = [];
      console.error = (line) => out.push(line);
      await handler({}, {});
      process.stdout.write('\\n' + out.join());`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    const frames = output.split('\\n').map((line) => sourceOf(line, `${folder}-maps/view`) ?? '');
    expect(frames.some((frame) => /functions\/runtime\/settings\.ts:\d+:\d+$/.test(frame))).toBe(true);
  });

  it('know nothing of another place', () => {
    expect(sourceOf('at node:internal/process:1:2', `${folder}-maps/view`)).toBeUndefined();
    expect(sourceOf('none.mjs:1:2', `${folder}-maps/view`)).toBeUndefined();
  });
});

describe('the budgets of the bundles', () => {
  const bytesIn = (of: string): number =>
    readdirSync(of, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);

  it('are kept', () => {
    const bundles = LAMBDAS.map((name) => ({ name, bytes: bytesIn(join(folder, name)) }));
    expect(overBudget(bundles)).toEqual([]);
  });

  it('are not much larger than what is there: what is added shows', () => {
    for (const name of LAMBDAS) {
      expect(BUNDLE_BUDGET[name]).toBeLessThan(bytesIn(join(folder, name)) * 1.5);
    }
  });

  it('say in a sentence which bundle is too large', () => {
    expect(overBudget([{ name: 'webhook', bytes: BUNDLE_BUDGET.webhook }])).toEqual([]);
    expect(overBudget([{ name: 'webhook', bytes: BUNDLE_BUDGET.webhook + 1 }])).toEqual([
      expect.stringMatching(/^the bundle of webhook has \d+ KB, its budget is \d+ KB/),
    ]);
  });
});

describe('the require of a bundle', () => {
  /** What the first line of a bundle, where it is made, gives for a module: its type, or the error. */
  function required(module: string): string {
    const [made = ''] = readFileSync(`${folder}/collect/handler.mjs`, 'utf8').split('\n');
    const script = `${made}
      try { process.stdout.write(typeof require(${JSON.stringify(module)})); }
      catch (error) { process.stdout.write('throws ' + error.message); }`;
    return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  }

  it('knows modules of Node, with and without their prefix', () => {
    expect(required('node:https')).toBe('object');
    expect(required('net')).toBe('object');
  });

  it('throws for a module that is not there, as packages expect that can do without it', () => {
    expect(required('bufferutil')).toBe('throws there is no module bufferutil');
  });
});
