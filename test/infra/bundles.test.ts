import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LAMBDAS } from '../../functions/contracts/lambdas.ts';
import { BUNDLE_BUDGET, overBudget } from '../../infra/bundle-budgets.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache');
/** Below node_modules, so that the SDK is found beside it as in Lambda's runtime. */
let folder = '';

beforeAll(() => {
  mkdirSync(CACHE, { recursive: true });
  folder = mkdtempSync(join(CACHE, 'bundles-'));
  execFileSync(process.execPath, ['esbuild.config.mjs', folder], { cwd: ROOT, stdio: 'pipe' });
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}-maps`, { recursive: true, force: true });
});

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

describe.each(LAMBDAS)('the bundle of %s', (name) => {
  it('runs by itself, and says what it was not told', () => {
    const result = call(name);
    expect(result).toMatchObject(
      name === 'webhook' || name === 'view'
        ? { statusCode: 503 }
        : { name: 'Invalid', message: expect.stringContaining('STORE_URL is not set') },
    );
  });

  it('is its code and the playbooks, and nothing else goes into its zip: source maps lie apart', () => {
    expect(readdirSync(`${folder}/${name}`).sort()).toEqual(['handler.mjs', 'playbooks']);
    expect(readdirSync(`${folder}-maps/${name}`)).toEqual(['handler.mjs.map']);
    expect(readFileSync(`${folder}/${name}/handler.mjs`, 'utf8')).not.toContain('sourceMappingURL');
  });

  it('holds nothing of the SDK or of the command line', () => {
    const { sources } = JSON.parse(readFileSync(`${folder}-maps/${name}/handler.mjs.map`, 'utf8')) as {
      sources: string[];
    };
    expect(
      sources.filter((source) => /@aws-sdk|@smithy|client-node|functions\/local|aws-cdk/.test(source)),
    ).toEqual([]);
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
      expect(BUNDLE_BUDGET[name]).toBeLessThan(bytesIn(join(folder, name)) * 1.35);
    }
  });

  it('say in a sentence which bundle is too large', () => {
    expect(overBudget([{ name: 'webhook', bytes: BUNDLE_BUDGET.webhook }])).toEqual([]);
    expect(overBudget([{ name: 'webhook', bytes: BUNDLE_BUDGET.webhook + 1 }])).toEqual([
      expect.stringMatching(/^the bundle of webhook has \d+ KB, its budget is \d+ KB/),
    ]);
  });
});
