import type { Analyzer } from '../core/analyzer.ts';
import { durationText, timeOf } from '../core/view/time.ts';
import { finding, kubectl, look, withCallers } from './support/finding.ts';
import { quote } from './support/patterns.ts';
import { liveContainers, shareText } from './support/pods.ts';

/** Init containers mostly end within seconds; one that runs this long waits for something. */
const WAITING_MS = 2 * 60_000;
const WAITS =
  /wait|not (?:yet )?(?:ready|available|reachable)|retry|unreachable|refused|timed? ?out|sleep|pending|no such host|not resolve/i;

/**
 * An init container that runs on and on keeps the others from starting
 * (https://kubernetes.io/docs/concepts/workloads/pods/init-containers/): it waits for a dependency, as its last line
 * mostly says. Sidecars (init containers that restart always) run on by design.
 */
export const initWait: Analyzer = {
  name: 'init-wait',
  needs: ['pods'],
  causes: ['dependency-unreachable'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const waiting = liveContainers(workload).flatMap((container) => {
        const started = timeOf(container.status?.state.running?.startedAt);
        const sidecar = container.spec?.restartPolicy === 'Always';
        const long = started !== undefined && view.now - started >= WAITING_MS;
        return container.init && !sidecar && long ? [{ ...container, started }] : [];
      });
      const first = waiting[0];
      if (!first) return [];
      const last = view.logs
        .ofPod(first.pod)
        .filter((log) => log.container === first.name && !log.previous)
        .flatMap(({ tail }) => tail)
        .at(-1);
      const says = last !== undefined && WAITS.test(last);
      return [
        finding({
          cause: 'dependency-unreachable',
          object: workload.ref,
          title: `init container ${first.name} waits, so its pods do not start${says ? `: "${quote(last)}"` : ''}`,
          strength: says ? 'strong' : 'hint',
          evidence: [
            `${shareText(new Set(waiting.map(({ pod }) => pod.metadata.name)).size, workload.pods.length)}: init container ${first.name} runs for ${durationText(view.now - first.started)}`,
            ...(last ? [`its last line: ${quote(last)}`] : ['its log says nothing']),
          ],
          basis: says ? ['pods', 'logs'] : ['pods'],
          explains: withCallers(view, workload),
          since: first.status?.state.running?.startedAt,
          actions: [
            look(
              `${kubectl(workload.ref.namespace)} logs ${first.pod.metadata.name} -c ${first.name} --tail=20`,
              'what it waits for',
            ),
          ],
        }),
      ];
    }),
};
