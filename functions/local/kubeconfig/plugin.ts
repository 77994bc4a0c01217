import type { Cluster } from '@kubernetes/client-node/dist/config_types.js';
import { redact } from '../../redaction/redact.ts';
import { UsageError } from '../usage-error.ts';
import type { Credentials } from './credentials.ts';
import { type Fields, isRecord } from './document.ts';
import type { Environment } from './files.ts';
import { checkPair } from './pem.ts';
import { type PluginResult, runPlugin } from './run-plugin.ts';

/** What kubectl 1.34 understands; v1alpha1 is gone since 1.24. */
const VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
const MODES = ['Never', 'IfAvailable', 'Always'];
/** The most of what a plug-in says that is repeated, characters. */
const MAX_SAID = 300;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

interface Plugin {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Environment;
  readonly apiVersion: string;
  readonly interactive: boolean;
  readonly clusterInfo: boolean;
  readonly installHint: string;
}

/** Where a plug-in runs. */
export interface PluginPlace {
  readonly cluster: Cluster;
  readonly env: Environment;
  /** True where a person is at the terminal. */
  readonly terminal: boolean;
  readonly deadlineMs: number;
}

/** A fault of the kubeconfig. */
const fault = (what: string): UsageError => new UsageError(`the kubeconfig's credential plug-in ${what}`);
/** A fault of the plug-in or of where it runs. */
const failure = (what: string): UsageError =>
  new UsageError(`the kubeconfig's credential plug-in ${what}`, 1);

function isInteractive(mode: string, command: string, terminal: boolean): boolean {
  if (mode === 'Always' && !terminal) throw failure(`${command} needs a terminal (interactiveMode: Always)`);
  return mode !== 'Never' && terminal;
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins */
function readPlugin(exec: Fields, { env, terminal }: PluginPlace): Plugin {
  const command = text(exec.command);
  if (command === '') throw fault('has no command');
  const apiVersion = text(exec.apiVersion);
  if (!VERSIONS.includes(apiVersion))
    throw fault(`${command} has the apiVersion "${apiVersion}"; ${VERSIONS.join(' and ')} are understood`);
  const byDefault = apiVersion === VERSIONS[0] ? '' : 'IfAvailable';
  const mode = text(exec.interactiveMode) || byDefault;
  if (!MODES.includes(mode)) throw fault(`${command} needs an interactiveMode: ${MODES.join(', ')}`);
  const variables = (Array.isArray(exec.env) ? exec.env : []).filter(isRecord);
  return {
    command,
    args: (Array.isArray(exec.args) ? exec.args : []).map(String),
    env: { ...env, ...Object.fromEntries(variables.map(({ name, value }) => [text(name), text(value)])) },
    apiVersion,
    interactive: isInteractive(mode, command, terminal),
    clusterInfo: exec.provideClusterInfo === true,
    installHint: text(exec.installHint).trim(),
  };
}

/** KUBERNETES_EXEC_INFO: what a plug-in is told; kubelogin and others do not start without it. client-node sends none. */
const execInfo = ({ apiVersion, interactive, clusterInfo }: Plugin, cluster: Cluster): string =>
  JSON.stringify({
    kind: 'ExecCredential',
    apiVersion,
    spec: {
      ...(clusterInfo
        ? {
            cluster: {
              server: cluster.server,
              'tls-server-name': cluster.tlsServerName,
              'insecure-skip-tls-verify': cluster.skipTLSVerify || undefined,
              'certificate-authority-data': cluster.caData,
              'proxy-url': cluster.proxyUrl,
            },
          }
        : {}),
      interactive,
    },
  });

/** The last line that it said, redacted: the first ones tell how it went about it. */
const lastLine = (said: string): string => redact(said.trim().split('\n').at(-1) ?? '').slice(0, MAX_SAID);

function whyFailed(result: PluginResult, plugin: Plugin, deadlineMs: number): string {
  if (result.kind === 'too-long') return `did not answer in ${deadlineMs / 1_000} s`;
  if (result.kind === 'too-much') return 'answered more than credentials are long';
  if (result.kind === 'not-started') {
    const missing = result.code === 'ENOENT' ? 'is not installed' : `cannot be started (${result.code})`;
    return plugin.installHint === '' ? missing : `${missing}: ${redact(plugin.installHint)}`;
  }
  const said = lastLine(result.stderr);
  return said === '' ? `ended with ${result.code}` : `ended with ${result.code}: ${said}`;
}

function statusOf(stdout: string, { command, apiVersion }: Plugin): Fields {
  let answer: unknown;
  try {
    answer = JSON.parse(stdout);
  } catch {
    // Its message would quote the answer, which may hold a token.
    throw failure(`${command} did not answer JSON`);
  }
  if (!isRecord(answer) || answer.kind !== 'ExecCredential' || !isRecord(answer.status))
    throw failure(`${command} answered no ExecCredential with a status`);
  if (answer.apiVersion !== apiVersion) throw failure(`${command} did not answer in ${apiVersion}`);
  return answer.status;
}

function readStatus(status: Fields, { command }: Plugin): Credentials {
  const token = text(status.token);
  const certificate = text(status.clientCertificateData);
  const key = text(status.clientKeyData);
  if ((certificate === '') !== (key === '') || (token === '' && certificate === ''))
    throw failure(`${command} answered neither a token nor a certificate with its key`);
  if (certificate !== '') checkPair(certificate, key, `plug-in ${command}`);
  return {
    ...(token === '' ? {} : { token }),
    ...(certificate === '' ? {} : { clientCertificate: certificate, clientKey: key }),
  };
}

/**
 * Asks a credential plug-in (aws eks get-token, gke-gcloud-auth-plugin, kubelogin, ...) as kubectl does: not by client-node,
 * which neither tells it what it asks for, nor waits for a bounded time, nor knows interactiveMode and installHint.
 * @throws UsageError that never holds what it answered.
 */
export async function pluginCredentials(exec: Fields, place: PluginPlace): Promise<Credentials> {
  const plugin = readPlugin(exec, place);
  const env = { ...plugin.env, KUBERNETES_EXEC_INFO: execInfo(plugin, place.cluster) };
  const result = await runPlugin({ ...plugin, env, deadlineMs: place.deadlineMs });
  if (result.kind !== 'ended' || result.code !== 0)
    throw failure(`${plugin.command} ${whyFailed(result, plugin, place.deadlineMs)}`);
  return readStatus(statusOf(result.stdout, plugin), plugin);
}
