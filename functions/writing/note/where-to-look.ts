import { type Action, look, type ReportAction, reported } from '../../model/command/action.ts';
import { kubectl } from '../../model/command/command.ts';
import { objectWord } from '../../model/command/word.ts';
import { present } from '../../model/present.ts';
import type { Report } from '../../model/report.ts';
import type { Playbook } from '../../playbook/playbook.ts';

/** Without these, slowness and saturation leave no trace. */
const MEASURES = ['signals', 'podmetrics'] as const;

/**
 * Where to look when no cause was found: what the report itself points at (the workload that logs the most errors),
 * then the state of the namespace as it is by now, then what was out of its sight. Looks only: nobody knows yet what
 * to change.
 */
export const whereToLook = (report: Report, playbook: Playbook): readonly ReportAction[] =>
  reported(looksFor(report, playbook));

function looksFor(report: Report, playbook: Playbook): readonly Action[] {
  const { namespace } = report.target;
  return [
    ...loudest(report),
    look(
      kubectl(namespace, 'get', 'pods', '-o', 'wide'),
      'which pods are not ready, restart, or share a node',
    ),
    look(
      kubectl(namespace, 'get', 'events', '--sort-by=.lastTimestamp'),
      'what the cluster did, newest last',
    ),
    ...(isBlind(report) ? [] : [...unmeasured(report), ...outside(report, playbook)]),
  ];
}

const isBlind = ({ coverage }: Report): boolean =>
  coverage.every(({ status }) => status !== 'ok' && status !== 'empty');

/** The log of the workload with the most error lines, of the target where none has any. */
function loudest(report: Report): readonly Action[] {
  const { target, patterns, resources } = report;
  const name = patterns.find(({ level }) => level === 'error' || level === 'fatal')?.workload;
  const ref =
    resources.find(({ workload }) => workload.name === name && workload.namespace === target.namespace)
      ?.workload ?? target.workload;
  if (ref === undefined) return [];
  return [
    look(
      kubectl(ref.namespace, 'logs', objectWord(ref), '--all-containers', '--since=15m', '--tail=200'),
      name === ref.name ? 'its errors in full, from one pod' : 'its log, from one pod',
    ),
  ];
}

/** Metrics that nobody asked for here may well be on a dashboard. */
function unmeasured({ coverage }: Report): readonly Action[] {
  const isRead = MEASURES.some((name) =>
    coverage.some(({ collector, status }) => collector === name && status === 'ok'),
  );
  return isRead
    ? []
    : [{ kind: 'look', text: 'latency, CPU and memory on the dashboards: no metrics were read here' }];
}

/** Nothing failed in what was read: the error may be made in front of the pods, or by a service outside. */
function outside(report: Report, playbook: Playbook): readonly Action[] {
  const pages = playbook.external.flatMap(({ name, statusPage }) =>
    statusPage === undefined ? [] : [`${name} ${statusPage}`],
  );
  const failed = (report.traffic?.errors5xx ?? 0) > 0;
  return present(
    !failed && {
      kind: 'look' as const,
      text: 'whether the alert still fires; if so, what is in front of the pods: load balancer, ingress, DNS',
    },
    pages.length > 0 && { kind: 'look' as const, text: `status pages: ${pages.join(' · ')}` },
  );
}
