import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../../functions/model/report.ts';
import { kubectl, type Ran, run } from './kubectl.ts';

const PROGRAM = fileURLToPath(new URL('../../../bin/firstnote', import.meta.url));
const ACCOUNT_NAMESPACE = 'firstnote';
const ACCOUNT = 'firstnote';

export const firstnote = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  run(PROGRAM, args, { env });

/** The roles that `firstnote rbac` prints, for the suite's account. */
export const printedRoles = async (): Promise<string> => {
  const { code, stdout, stderr } = await firstnote([
    'rbac',
    '--service-account',
    `${ACCOUNT_NAMESPACE}/${ACCOUNT}`,
  ]);
  if (code !== 0) throw new Error(`firstnote rbac: ${stderr}`);
  return stdout;
};

interface KubeconfigView {
  clusters: readonly { readonly name: string }[];
  users: readonly unknown[];
  contexts: readonly {
    readonly name: string;
    readonly context: { readonly cluster: string; user: string };
  }[];
  readonly 'current-context': string;
}

/** Binds exactly the printed roles to an account and answers the path of a kubeconfig that holds its token only. */
export const restrictedKubeconfig = async (): Promise<string> => {
  await kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: ACCOUNT_NAMESPACE } }),
  );
  await kubectl(['apply', '-f', '-'], await printedRoles());
  const token = await kubectl([...['create', 'token', ACCOUNT, '-n', ACCOUNT_NAMESPACE, '--duration=4h']]);
  const config = JSON.parse(
    await kubectl(['config', 'view', '--minify', '--raw', '--flatten', '-o', 'json']),
  ) as KubeconfigView;
  config.users = [{ name: ACCOUNT, user: { token: token.trim() } }];
  for (const { context } of config.contexts) context.user = ACCOUNT;
  const file = join(mkdtempSync(join(tmpdir(), 'firstnote-cluster-')), 'kubeconfig');
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
};

/** `firstnote triage --json` of a namespace; throws with what it said where there is no report. */
export const triage = async (
  kubeconfig: string,
  namespace: string,
  args: readonly string[] = [],
): Promise<Report> => {
  const { code, stdout, stderr } = await firstnote([
    ...['triage', '--kubeconfig', kubeconfig, '--namespace', namespace, '--json'],
    ...args,
  ]);
  if (code !== 0) throw new Error(`firstnote triage ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Report;
};
