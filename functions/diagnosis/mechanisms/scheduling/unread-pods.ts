import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { KubeEvent } from '../../../model/kubernetes/objects.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { firstSeen, lastSeen } from '../../view/events.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { isDegraded } from '../shared/pods.ts';
import { isRecent } from '../shared/recent.ts';
import { schedulerSays, schedulingClauses } from '../shared/scheduling.ts';

/**
 * Where pods may not be listed, the scheduler's events still name them, and a pod's name its workload's: a workload that
 * is short of pods by its controller's count, and whose pods no node takes.
 */
export const unreadPods: Analyzer = {
  name: 'unread-pods',
  needs: ['events'],
  causes: ['unschedulable'],
  analyze: (view) => {
    if (view.evidence.complete('pods') || view.evidence.all('pods').length > 0) return [];
    return view.workloads.filter(isDegraded).flatMap((workload) => {
      const events = schedulingEvents(view, workload);
      const last = events.at(-1);
      if (!last) return [];
      const { namespace } = workload.ref;
      const clauses = schedulingClauses(last.message).map(({ text }) => text);
      const names = new Set(events.map(({ involvedObject }) => involvedObject.name));
      return [
        finding({
          cause: 'unschedulable',
          facts: { onlyCordoned: false },
          object: workload.ref,
          title: {
            says: 'no-node-takes-pods',
            pods: names.size,
            said: clauses.length > 0 ? clauses : [last.message],
          },
          strength: 'strong',
          evidence: [
            {
              says: 'pods-pending',
              pods: { some: names.size, all: workload.desired ?? names.size },
              said: quote(schedulerSays(last.message)),
            },
          ],
          basis: ['events', 'pods'],
          explains: withCallers(view, workload),
          since: isoTime(Math.min(...events.map((event) => firstSeen(event) ?? view.now))),
          actions: [
            look(
              kubectl(namespace, 'describe', 'pod', nameWord(last.involvedObject.name)),
              'what it asks for, and what each node lacks',
            ),
          ],
        }),
      ];
    });
  },
};

/** What the scheduler has lately said of pods that bear the workload's name, oldest first. */
const schedulingEvents = (view: ClusterView, { ref }: Workload): readonly KubeEvent[] =>
  view.events.all.filter(
    (event) =>
      event.reason === 'FailedScheduling' &&
      isRecent(view, lastSeen(event)) &&
      (event.involvedObject.namespace || event.metadata.namespace) === ref.namespace &&
      bearsNameOf(event.involvedObject.name, ref),
  );

/** NAME-HASH-SUFFIX of a Deployment's pod, NAME-NUMBER of a StatefulSet's, NAME-SUFFIX of a DaemonSet's (kubernetes/pkg/controller). */
const AFTER_NAME: Readonly<Record<string, RegExp>> = {
  Deployment: /^-[a-z0-9]{6,10}-[a-z0-9]{5}$/,
  StatefulSet: /^-\d+$/,
  DaemonSet: /^-[a-z0-9]{5}$/,
};

const bearsNameOf = (pod: string, { kind, name }: Workload['ref']): boolean =>
  pod.startsWith(name) && AFTER_NAME[kind]?.test(pod.slice(name.length)) === true;
