import type { Analyzer } from '../../analysis/analyzer.ts';
import { lastTermination } from '../../view/containers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { fullArea, makeRoom, runtimeMemory } from '../shared/runtime-memory.ts';
import { brokenContainers, lookAtEnd } from './crash.ts';
import { crashLine } from './crash-line.ts';
import { containerEnded, runSaid } from './ended-container.ts';

/**
 * A runtime ends its own program as an area of memory is full that it limits by itself: V8 aborts at its heap limit
 * (https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib), a JVM throws OutOfMemoryError. The kernel kills
 * nobody, and the container may be far below its limit. Only where that is what the run said last.
 */
export const runtimeEnd: Analyzer = {
  name: 'runtime-end',
  needs: ['pods', 'logs'],
  causes: ['resource-exhausted'],
  analyze: (view) => view.workloads.flatMap((workload) => endOf(view, workload)),
};

function endOf(view: ClusterView, workload: Workload) {
  const broken = brokenContainers(view, workload).flatMap((container) => {
    const line = crashLine(view, container);
    const area = line?.sure ? fullArea(line.text) : undefined;
    return line && area ? [{ container, line, area }] : [];
  });
  const [first] = broken;
  if (!first) return [];
  const { container, line, area } = first;
  const end = lastTermination(container.status);
  const memory = runtimeMemory(container.spec, area);
  return [
    finding({
      cause: 'resource-exhausted',
      facts: { resource: 'runtime-memory', ends: true },
      object: workload.ref,
      title: { says: 'runtime-memory-full', container: container.name, ...memory },
      strength: 'proof',
      evidence: [
        containerEnded(
          workload,
          container,
          broken.map((one) => one.container),
        ),
        runSaid(line),
      ],
      basis: ['pods', 'logs'],
      explains: withCallers(view, workload),
      since: end?.finishedAt,
      actions: [lookAtEnd(container), ...makeRoom(workload.ref, container.spec, memory)],
    }),
  ];
}
