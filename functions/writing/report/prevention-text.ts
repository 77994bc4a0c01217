import type { Prevention } from '../../model/prevention.ts';

const MAX_NAMES = 4;

/** What a workload does, or has, that makes it weak: of one, and of several. */
const WORDS: Readonly<Record<Prevention['weakness'], readonly [one: string, several: string, what: string]>> =
  {
    'single-replica': ['runs', 'run', 'a single replica: one eviction is an outage'],
    'no-disruption-budget': ['has', 'have', 'no PodDisruptionBudget: a drain may take all pods at once'],
    'no-autoscaler': ['has', 'have', 'no HorizontalPodAutoscaler'],
    'no-readiness-probe': ['has', 'have', 'no readiness probe: traffic reaches pods that are not up'],
    'same-probes': [
      'has',
      'have',
      'a liveness probe that equals the readiness probe: a slow dependency restarts them',
    ],
    'no-memory-limit': ['has', 'have', 'no memory limit: one leak can take down the node'],
    'no-requests': ['has', 'have', 'no CPU or memory request: the scheduler cannot place them well'],
    'latest-tag': ['uses', 'use', 'the tag "latest": nobody can tell what runs, or roll back to it'],
  };

/** "api, web have no memory limit: one leak can take down the node". */
export function preventionText({ weakness, workloads }: Prevention): string {
  const [one, several, what] = WORDS[weakness];
  const names = workloads.map(({ name }) => name);
  return `${listText(names)} ${names.length === 1 ? one : several} ${what}`;
}

const listText = (names: readonly string[]): string =>
  names.length > MAX_NAMES
    ? `${names.slice(0, MAX_NAMES).join(', ')} and ${names.length - MAX_NAMES} more`
    : names.join(', ');
