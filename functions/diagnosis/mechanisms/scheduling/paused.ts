import { change } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { joined, nameWord } from '../../../model/command/word.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import { callersOfService } from '../shared/failures.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { livePods } from '../shared/pods.ts';

/**
 * A controller that is told to hold still: a Deployment that was paused before its first pod was made has none at all
 * (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pausing-and-resuming-a-deployment-rollout).
 * One that was paused later keeps its pods, which is what pausing is for; a CronJob that is suspended is only of
 * interest where that was done just now.
 */
export const paused: Analyzer = {
  name: 'paused',
  needs: ['deployments', 'pods'],
  causes: ['paused'],
  analyze: (view) => [...deployments(view), ...cronJobs(view)],
};

const deployments = (view: ClusterView) =>
  view.evidence.all('deployments').flatMap(({ metadata, spec }) => {
    const workload = view.owners.ofOwner('Deployment', metadata.namespace, metadata.name);
    if (!workload?.desired || !spec.paused || livePods(workload).length > 0) return [];
    const services = view.services.of(workload);
    const callers = [
      ...new Set(services.flatMap((service) => callersOfService(view, service).map(({ ref }) => ref.name))),
    ];
    return [
      finding({
        cause: 'paused',
        object: workload.ref,
        title: { says: 'rollout-paused' },
        strength: callers.length > 0 ? 'proof' : 'strong',
        evidence: present<Statement>(
          { says: 'pods-made-while-paused', pods: { some: 0, all: workload.desired } },
          services.length > 0 && {
            says: 'service-without-endpoint',
            services: services.map(({ ref }) => ref.name),
          },
          callers.length > 0 && { says: 'called-by', callers },
        ),
        basis: ['deployments', 'pods'],
        explains: withCallers(view, workload),
        since: metadata.creationTimestamp,
        actions: [
          change(
            kubectl(metadata.namespace, 'rollout', 'resume', joined('deployment/', nameWord(metadata.name))),
            'creates its pods, with all changes since it was paused',
          ),
        ],
      }),
    ];
  });

const cronJobs = (view: ClusterView) =>
  view.evidence.all('cronjobs').flatMap(({ metadata, spec, status }) => {
    const at = metadata.managedFields
      .filter(({ keys }) => keys.includes('spec.suspend'))
      .map(({ time }) => timeOf(time) ?? 0)
      .sort((a, b) => b - a)[0];
    const ran = timeOf(status.lastScheduleTime);
    if (!spec.suspend || at === undefined || at < view.from || ran === undefined) return [];
    const object = { kind: 'CronJob', namespace: metadata.namespace, name: metadata.name };
    return [
      finding({
        cause: 'paused',
        object,
        title: { says: 'cronjob-suspended' },
        strength: 'hint',
        evidence: [{ says: 'suspended-at', at, schedule: spec.schedule, lastRun: ran }],
        basis: ['cronjobs'],
        since: new Date(at).toISOString(),
        actions: [
          change(
            kubectl(
              metadata.namespace,
              'patch',
              joined('cronjob/', nameWord(metadata.name)),
              '-p',
              '{"spec":{"suspend":false}}',
            ),
            'starts Jobs again from the next time in its schedule',
          ),
        ],
      }),
    ];
  });
