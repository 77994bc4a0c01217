import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bare cluster's kubelet writes its pid there; no other cluster has one on this machine. */
const pidFile = (): string => {
  const { CLUSTER_DIR, HOME = '' } = process.env;
  return join(CLUSTER_DIR ?? join(HOME, '.cache/bare-cluster'), 'pid/kubelet');
};

export const kubeletIsHere = (): boolean => existsSync(pidFile());

export const signalKubelet = (signal: 'SIGSTOP' | 'SIGCONT'): void => {
  process.kill(Number(readFileSync(pidFile(), 'utf8')), signal);
};
