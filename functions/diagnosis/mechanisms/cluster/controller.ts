import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { lacksPods, livePods } from '../shared/pods.ts';
import { refusalsOf } from '../shared/refusals.ts';
import { controlPlane } from './control-plane.ts';

/** A controller makes pods within a second; half a minute without a pod and without a word is long. */
const SILENT_MS = 30_000;

/**
 * Pods that nobody makes: a Deployment whose newest specification its controller has not even seen
 * (metadata.generation above status.observedGeneration), though nothing refuses its pods. The controller manager does
 * not run.
 */
export const controller: Analyzer = {
  name: 'controller',
  needs: ['deployments', 'pods', 'events'],
  causes: ['node-infrastructure'],
  analyze: (view) => {
    const ignored = view.evidence.all('deployments').flatMap(({ metadata, spec, status }) => {
      const workload = view.owners.ofOwner('Deployment', metadata.namespace, metadata.name);
      const changed = Math.max(
        timeOf(metadata.creationTimestamp) ?? 0,
        ...metadata.managedFields.map(({ time }) => timeOf(time) ?? 0),
      );
      const unseen = metadata.generation > 0 && status.observedGeneration < metadata.generation;
      if (!workload || spec.paused || !unseen || view.now - changed < SILENT_MS) return [];
      return lacksPods(workload) && refusalsOf(view, workload).length === 0
        ? [{ workload, age: view.now - changed }]
        : [];
    });
    const first = ignored[0];
    if (!first) return [];
    return [
      finding({
        cause: 'node-infrastructure',
        facts: { down: 'control-plane' },
        object: controlPlane(view, 'kube-controller-manager'),
        title: { says: 'controller-manager-down' },
        strength: 'strong',
        evidence: ignored.map(({ workload, age }) => ({
          says: 'specification-unseen',
          workload: workload.ref.name,
          pods: livePods(workload).length,
          desired: workload.desired,
          age,
        })),
        basis: ['deployments', 'pods', 'events'],
        explains: ignored.flatMap(({ workload }) => withCallers(view, workload)),
        actions: [
          look(
            kubectl('kube-system', 'get', 'pods', '-l', 'component=kube-controller-manager', '-o', 'wide'),
            'whether it runs, and where',
          ),
        ],
      }),
    ];
  },
};
