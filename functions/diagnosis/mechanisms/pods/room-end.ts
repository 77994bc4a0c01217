import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { lastTermination } from '../../view/containers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { echoOf } from '../shared/echo.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { NO_ROOM, passesOn, runsServer, volumesOf } from '../shared/room.ts';
import { brokenContainers, lookAtEnd } from './crash.ts';
import { crashLine } from './crash-line.ts';
import { containerEnded, runSaid } from './ended-container.ts';

/**
 * A container ends again and again as a write finds no room (write(2): ENOSPC, EDQUOT). Only where that is what the run
 * said last, and of its own writes: what a server says of its disk ends its clients as well.
 */
export const roomEnd: Analyzer = {
  name: 'room-end',
  needs: ['pods', 'logs'],
  causes: ['resource-exhausted'],
  analyze: (view) => view.workloads.flatMap((workload) => endOf(view, workload)),
};

function endOf(view: ClusterView, workload: Workload) {
  const isServer = runsServer(workload);
  const broken = brokenContainers(view, workload).flatMap((container) => {
    const line = crashLine(view, container);
    const isOwn =
      line?.sure && NO_ROOM.test(line.text) && (isServer || !isOfAnother(view, workload, line.text));
    return isOwn ? [{ container, line }] : [];
  });
  const [first] = broken;
  if (!first) return [];
  const { container, line } = first;
  const end = lastTermination(container.status);
  const volumes = volumesOf(view, workload);
  const outlives = volumes.some(({ kind }) => kind === 'claim');
  return [
    finding({
      cause: 'resource-exhausted',
      facts: { resource: 'disk-space', ends: true, ...(outlives ? { outlives: true } : {}) },
      object: workload.ref,
      title: { says: 'ends-without-room', container: container.name, said: line.text },
      // Without a volume of a size of its own the disk is the node's, and so may the cause be.
      strength: volumes.length > 0 ? 'proof' : 'strong',
      evidence: present<Statement>(
        containerEnded(
          workload,
          container,
          broken.map((one) => one.container),
        ),
        runSaid(line),
        volumes.length > 0 && { says: 'writes-to-volumes', volumes },
      ),
      against: volumes.length > 0 ? [] : [{ says: 'room-may-be-the-nodes' }],
      basis: ['pods', 'logs'],
      explains: withCallers(view, workload),
      since: end?.finishedAt,
      actions: [lookAtEnd(container)],
    }),
  ];
}

const isOfAnother = (view: ClusterView, workload: Workload, text: string): boolean =>
  passesOn(text) || echoOf(view, workload, text) !== undefined;
