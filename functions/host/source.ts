import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { KubernetesAccess } from '../clients/kubernetes/port.ts';
import { loadKubeconfig } from '../local/kubeconfig/load.ts';
import { UsageError } from '../local/usage-error.ts';
import { readRecording } from '../recordings/recording.ts';
import { startRecordingServer } from '../recordings/recording-server.ts';
import type { StartOptions } from './options.ts';
import { shiftRecording } from './shift-time.ts';

/** The cluster that is looked at. */
export interface Source {
  /** For a reader: "a recording of ...", "the cluster kind-dev". */
  readonly what: string;
  readonly cluster: string;
  /** Called for every collect: a plug-in's token lasts for minutes. */
  access(): Promise<KubernetesAccess>;
  close(): Promise<void>;
}

const DEMO = fileURLToPath(new URL('../recordings/demo/', import.meta.url));

/** @throws UsageError when the kubeconfig or the recording cannot be read. */
export const openSource = (
  options: Pick<StartOptions, 'kubeconfig' | 'context'>,
  nowMs: number,
): Promise<Source> => (options.kubeconfig === undefined ? openDemo(nowMs) : openCluster(options));

/** A recording of a real cluster with a fault in it, served as though it happened now. */
async function openDemo(nowMs: number): Promise<Source> {
  const [file] = (await readdir(DEMO).catch(() => [])).filter((name) => name.endsWith('.json.gz')).sort();
  if (file === undefined)
    throw new UsageError('there is no recording in functions/recordings/demo; use --kubeconfig FILE');
  const recording = shiftRecording(await readRecording(`${DEMO}${file}`), nowMs);
  const server = await startRecordingServer(recording);
  const access: KubernetesAccess = { server: server.url, name: recording.cluster };
  return {
    what: `a recording of the cluster ${recording.cluster}, made with a fault in it`,
    cluster: recording.cluster,
    access: async () => access,
    close: () => server.close(),
  };
}

async function openCluster(options: Pick<StartOptions, 'kubeconfig' | 'context'>): Promise<Source> {
  const load = async () =>
    (await loadKubeconfig({ file: options.kubeconfig, context: options.context, env: process.env })).access;
  const { name } = await load();
  return { what: `the cluster ${name}`, cluster: name, access: load, close: async () => {} };
}
