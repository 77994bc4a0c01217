import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { shiftRecording } from '../../functions/host/shift-time.ts';
import { readRecording } from '../../functions/recordings/recording.ts';
import { makeCertificate } from './emulator/certificates.ts';
import { CACHE, ROOT } from './emulator/ministack.ts';
import { startEks } from './stand-ins/eks.ts';
import { type KubernetesStandIn, startKubernetes } from './stand-ins/kubernetes.ts';

/** What an account has before firstnote is installed: EKS, and one cluster with a fault in it. */
export interface Surroundings {
  /** Names of clusters that EKS was asked for. */
  readonly described: readonly string[];
  /** The cluster, with the roles granted that `firstnote rbac` prints. */
  readonly cluster: KubernetesStandIn;
  close(): Promise<void>;
}

/** The one cluster that there is. */
export const CLUSTER = 'production';

/** Opens them; `granted: false` leaves the roles to be applied. */
export async function openSurroundings({ granted = true } = {}): Promise<Surroundings> {
  const certificate = makeCertificate(`${CACHE}/tls`, 'cluster');
  const cluster = await startKubernetes(CLUSTER, await faultyCluster(), certificate);
  if (granted) cluster.apply(execFileSync('bin/firstnote', ['rbac'], { cwd: ROOT, encoding: 'utf8' }));
  const eks = await startEks({
    [CLUSTER]: { endpoint: cluster.url, certificate: certificate.certificate },
  });
  return {
    described: eks.asked,
    cluster,
    async close() {
      await Promise.all([eks.close(), cluster.close()]);
    },
  };
}

/** The demo's recording, as though it were made now. */
async function faultyCluster() {
  const folder = `${ROOT}functions/recordings/demo`;
  const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.json.gz')).sort();
  return shiftRecording(await readRecording(`${folder}/${file}`), Date.now());
}
