import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { durationText, timeOf } from '../core/view/time.ts';
import { controlPlane } from './support/control-plane.ts';
import { finding, withCallers } from './support/finding.ts';
import { lacksPods, livePods } from './support/pods.ts';
import { refusalsOf } from './support/refusals.ts';

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
        title: 'the controller manager does not run: changes of Deployments are not acted upon',
        strength: 'strong',
        evidence: ignored.map(
          ({ workload, age }) =>
            `${workload.ref.name} has ${livePods(workload).length} of ${workload.desired ?? '?'} pods, its specification of ${durationText(age)} ago was not seen by its controller, and nothing refuses its pods`,
        ),
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
