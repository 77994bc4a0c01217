import type { Target } from '../../model/report.ts';
import type { Window } from '../../model/window.ts';
import type { Playbook } from '../../playbook/playbook.ts';
import type { Alert } from '../incident.ts';

/** Names one occurrence to a reader of another one's note. */
export interface OccurrenceLink {
  readonly name: string;
  readonly incidentId: string;
  readonly url: string;
}

/** What the triage of an occurrence looks at; written by plan, read by every step after it. */
export interface Plan {
  readonly alert: Alert;
  readonly playbook: Playbook;
  readonly target: Target;
  readonly window: Window;
  /** The occurrence that triages this target: this one, or an earlier one in a storm. */
  readonly lead: OccurrenceLink;
}

const KINDS: Readonly<Record<string, string>> = {
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
  daemonset: 'DaemonSet',
  job: 'Job',
  cronjob: 'CronJob',
};

/** A playbook's target; its own cluster goes before the installation's. */
export function targetOf(playbook: Playbook, cluster: string): Target {
  const { namespace, workload } = playbook.target;
  const [kind = '', name = ''] = (workload ?? '').split('/');
  return {
    cluster: playbook.cluster ?? cluster,
    namespace,
    ...(workload === undefined ? {} : { workload: { kind: KINDS[kind] ?? kind, namespace, name } }),
  };
}

/** ms that are looked at before now: "> 5 % for 5 min" began within it, and so did most of what caused it. */
const LOOK_BACK_MS = 30 * 60_000;
/** ms before an alert's own start that its cause is looked for. */
const BEFORE_ALERT_MS = 15 * 60_000;
/** ms; logs of a longer time are cut anyway. */
const LONGEST_WINDOW_MS = 2 * 60 * 60_000;

/** The window of a triage at `now` (epoch ms): it holds the alert's start and the time before it. */
export function windowOf(alert: Pick<Alert, 'startsAt'>, now: number): Window {
  const started = Date.parse(alert.startsAt);
  const wanted = Number.isNaN(started) ? now : started - BEFORE_ALERT_MS;
  const from = Math.max(now - LONGEST_WINDOW_MS, Math.min(now - LOOK_BACK_MS, wanted));
  return { from: new Date(from).toISOString(), to: new Date(now).toISOString() };
}
