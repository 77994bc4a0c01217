import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LAMBDAS } from '../../functions/contracts/lambdas.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache');
/** Below node_modules, so that the SDK is found beside it as in Lambda's runtime. */
let folder = '';

beforeAll(() => {
  mkdirSync(CACHE, { recursive: true });
  folder = mkdtempSync(join(CACHE, 'bundles-'));
  execFileSync(process.execPath, ['esbuild.config.mjs', folder], { cwd: ROOT, stdio: 'pipe' });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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

  it('has its source map and the playbooks beside it', () => {
    expect(readdirSync(`${folder}/${name}`).sort()).toEqual(['handler.mjs', 'handler.mjs.map', 'playbooks']);
    expect(readdirSync(`${folder}/${name}/playbooks`)).toContain('dojopool.yaml');
  });

  it('is small, and holds nothing of the SDK or of the command line', () => {
    // A cold start reads all of it; the webhook has 5 s, which the SDK's clients take most of.
    expect(statSync(`${folder}/${name}/handler.mjs`).size).toBeLessThan(700 * 1024);
    const { sources } = JSON.parse(readFileSync(`${folder}/${name}/handler.mjs.map`, 'utf8')) as {
      sources: string[];
    };
    expect(
      sources.filter((source) => /@aws-sdk|@smithy|client-node|functions\/local|aws-cdk/.test(source)),
    ).toEqual([]);
  });
});
