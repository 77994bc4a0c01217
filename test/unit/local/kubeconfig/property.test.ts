import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { failureText } from '../../../../functions/local/error-text.ts';
import { loadKubeconfig } from '../../../../functions/local/kubeconfig/load.ts';
import { UsageError } from '../../../../functions/local/usage-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstnote-kubeconfig-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Stands wherever a secret may stand; no message may repeat it. */
const SECRET = 'hunter2-hunter2';
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    SECRET,
    '',
    'c',
    null,
    true,
    false,
    0,
    7,
    [],
    {},
    [SECRET],
    { a: [SECRET] },
    `${SECRET}\n`,
  ),
  fc.constantFrom(
    'https://127.0.0.1:1',
    'http://127.0.0.1',
    '/nowhere',
    '\u0000',
    Buffer.from(SECRET).toString('base64'),
  ),
  fc.jsonValue({ maxDepth: 1 }),
);
/** None or one of these fields, with anything in it: with more, nothing would ever be read. */
const fields = (...names: readonly string[]) => fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 1 });

const exec = fc.record({
  apiVersion: fc.constantFrom<unknown>('client.authentication.k8s.io/v1', 'x', 1),
  command: fc.constantFrom<unknown>('/nowhere/plugin', 'a\u0000', 7, undefined),
  args: odd,
  env: fc.constantFrom<unknown>([], [{ name: 'A', value: SECRET }], [{ name: '\u0000' }], 'x'),
  interactiveMode: fc.constantFrom<unknown>('Never', 'Always', 'x'),
  installHint: odd,
});
const user = fc
  .tuple(
    fields(
      'token',
      'tokenFile',
      'token-file',
      'username',
      'password',
      'client-certificate-data',
      'client-key-data',
    ),
    fields('as', 'as-uid', 'as-groups', 'as-user-extra', 'auth-provider', 'client-certificate', 'client-key'),
    fc.option(exec, { nil: undefined, freq: 1 }),
  )
  .map(([one, other, plugin]) => ({ ...one, ...other, ...(plugin ? { exec: plugin } : {}) }));
const cluster = fields(
  'server',
  'proxy-url',
  'tls-server-name',
  'certificate-authority-data',
  'certificate-authority',
).map((some) => ({ server: 'https://127.0.0.1:1', ...some }));
const entries = (key: string, of: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 8, arbitrary: of.map((value) => [{ name: 'c', [key]: value }]) },
    { weight: 1, arbitrary: odd },
  );
const kubeconfig = fc.record({
  'current-context': fc.oneof(
    { weight: 8, arbitrary: fc.constant('c') },
    { weight: 1, arbitrary: fc.constantFrom<unknown>('', 7, null, {}) },
  ),
  clusters: entries('cluster', cluster),
  users: entries('user', user),
  contexts: entries('context', fc.constant({ cluster: 'c', user: 'c' })),
});
/** JSON or YAML, and sometimes cut off or with a piece taken out. */
const text = fc
  .tuple(kubeconfig, fc.boolean(), fc.option(fc.tuple(fc.nat(400), fc.nat(20)), { nil: undefined, freq: 1 }))
  .map(([config, isYaml, cut]) => {
    const whole = isYaml ? stringify(config) : JSON.stringify(config);
    return cut ? whole.slice(0, cut[0]) + whole.slice(cut[0] + cut[1]) : whole;
  });

it('is read, or refused in one sentence without a secret', async () => {
  const file = join(folder, 'kubeconfig');
  let read = 0;
  await fc.assert(
    fc.asyncProperty(text, async (content) => {
      writeFileSync(file, content);
      try {
        await loadKubeconfig({ file, env: {}, pluginDeadlineMs: 2_000 });
        read += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        const { message } = error as UsageError;
        expect(failureText(message).trimEnd()).not.toContain('\n');
        // The names that it has to name: a file, a URL of a server and of an identity provider, a hint of how to install.
        expect(
          failureText(message).replace(/(?:is not installed|cannot be started \(\w+\)): .*|\/\S*/g, ''),
        ).not.toContain(SECRET);
      }
    }),
    { numRuns: 250 },
  );
  expect(read).toBeGreaterThan(20);
});
