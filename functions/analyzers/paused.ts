import type { Analyzer } from '../core/analyzer.ts';
import { change } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { joined, nameWord } from '../core/command/word.ts';
import { clockText, timeOf } from '../core/view/time.ts';
import type { ClusterView } from '../core/view/view.ts';
import { callersOfService } from './support/failures.ts';
import { finding, withCallers } from './support/finding.ts';
import { livePods, shareText } from './support/pods.ts';

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
    if (!workload || !spec.paused || (workload.desired ?? 0) === 0 || livePods(workload).length > 0)
      return [];
    const services = view.services.of(workload);
    const callers = [
      ...new Set(services.flatMap((service) => callersOfService(view, service).map(({ ref }) => ref.name))),
    ];
    return [
      finding({
        cause: 'paused',
        object: workload.ref,
        title: 'its rollout is paused (spec.paused), so none of its pods is made',
        strength: callers.length > 0 ? 'proof' : 'strong',
        evidence: [
          `${shareText(0, workload.desired ?? 1)} made while spec.paused is true`,
          ...(services.length > 0
            ? [`Service ${services.map(({ ref }) => ref.name).join(', ')} leads to it and has no endpoint`]
            : []),
          ...(callers.length > 0 ? [`called by ${callers.slice(0, 5).join(', ')}`] : []),
        ],
        basis: ['deployments', 'pods'],
        explains: withCallers(view, workload),
        since: metadata.creationTimestamp,
        actions: [
          change(
            kubectl(metadata.namespace, 'rollout', 'resume', joined('deployment/', nameWord(metadata.name))),
            'makes its pods, with all changes since it was paused',
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
        title: 'it was suspended, so no Job of it is started',
        strength: 'hint',
        evidence: [
          `spec.suspend is true, changed at ${clockText(at, view.now)}; schedule ${spec.schedule}, last run at ${clockText(ran, view.now)}`,
        ],
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
            'starts Jobs again, at the next time of its schedule',
          ),
        ],
      }),
    ];
  });
