import type { ClusterIssue, Evidence } from '../model/evidence.ts';

/** What the cloud knows to be wrong with the cluster; a failed call is evidence. */
export async function collectClusterHealth(
  health: () => Promise<readonly ClusterIssue[]>,
  clock: () => number,
): Promise<Evidence<'clusterhealth'>> {
  const started = clock();
  try {
    const data = await health();
    const status = data.length === 0 ? 'empty' : 'ok';
    return { collector: 'clusterhealth', status, detail: '', data, ms: Math.round(clock() - started) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { collector: 'clusterhealth', status: 'failed', detail, ms: Math.round(clock() - started) };
  }
}
