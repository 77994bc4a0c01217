import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import type { Finding } from '../core/finding.ts';
import { parseQuantity } from '../core/view/quantity.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { finding, withCallers } from './support/finding.ts';
import { missingServices } from './support/missing-services.ts';
import { quote } from './support/patterns.ts';
import { shareText } from './support/pods.ts';
import { fullQuotas } from './support/quotas.ts';
import { refusalsOf } from './support/refusals.ts';

/**
 * The namespace's ResourceQuota or LimitRange refuses what a controller or a person wants to create
 * (https://kubernetes.io/docs/concepts/policy/resource-quotas/). Quota on Services or claims leaves no event where
 * the object was applied by hand: then the object is missing, others name it, and the quota has no room for its kind.
 */
export const quota: Analyzer = {
  name: 'quota',
  needs: ['pods', 'events'],
  causes: ['quota-exceeded'],
  analyze: (view) => [...refused(view), ...absent(view)],
};

const EXCEEDED = /exceeded quota: ([^,]+), requested: (.+?), used: (.+?), limited: (.+)$/;
const UNSPECIFIED = /failed quota: ([^:]+): must specify (.+)$/;
const OUT_OF_RANGE = /(?:minimum|maximum) \S+ usage per \S+ is|(?:cpu|memory) max limit to request ratio per/;

function refused(view: ClusterView): readonly Finding[] {
  return view.workloads.flatMap((workload) => {
    const messages = refusalsOf(view, workload);
    const message = messages.findLast(
      (text) => EXCEEDED.test(text) || UNSPECIFIED.test(text) || OUT_OF_RANGE.test(text),
    );
    if (!message) return [];
    const exceeded = EXCEEDED.exec(message);
    const said = quote(message.replace(/^.*is forbidden: /, ''));
    const { namespace } = workload.ref;
    const lacking = `${workload.ref.kind.toLowerCase()}/${workload.ref.name} has ${shareText(workload.pods.length, workload.desired ?? workload.pods.length)}, its controller is refused: ${said}`;
    const refused = UNSPECIFIED.test(message)
      ? `the quota wants requests and limits that its containers do not have: ${said}`
      : `the LimitRange refuses its containers: ${said}`;
    return [
      finding({
        cause: 'quota-exceeded',
        object: exceeded ? { kind: 'Namespace', namespace: '', name: namespace } : workload.ref,
        title: exceeded
          ? `quota ${exceeded[1]} ${isFull(exceeded[3], exceeded[4]) ? 'is full' : 'has too little room'}: ${exceeded[3]} of ${exceeded[4]} used, ${workload.ref.name} asks for ${exceeded[2]}`
          : refused,
        strength: 'proof',
        evidence: [lacking],
        basis: ['events', 'pods'],
        explains: withCallers(view, workload),
        actions: [
          look(kubectl(namespace, 'describe', 'resourcequota,limitrange'), 'what is used, and the limits'),
        ],
      }),
    ];
  });
}

/** "pods=4" of "pods=4", "requests.cpu=2,requests.memory=0" of "requests.cpu=2,requests.memory=1Gi": one that has nothing left. */
function isFull(used = '', limited = ''): boolean {
  const amounts = (text: string) =>
    text.split(',').map((part) => parseQuantity(part.slice(part.indexOf('=') + 1)) ?? 0);
  const limits = amounts(limited);
  return amounts(used).some((amount, index) => amount >= (limits[index] ?? Number.POSITIVE_INFINITY));
}

function absent(view: ClusterView): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { namespace, quotaName, resource, used, hard } of fullQuotas(view)) {
    const object = { kind: 'Namespace', namespace: '', name: namespace };
    const full = `quota ${quotaName}: ${used} of ${hard} ${resource} used`;
    if (/^(?:count\/)?services/.test(resource))
      for (const { host, callers, evidence } of missingServices(view).filter(
        (entry) => entry.namespace === namespace,
      ))
        findings.push(
          finding({
            cause: 'quota-exceeded',
            object,
            title: `quota ${quotaName} leaves no room for Service ${host}`,
            strength: 'strong',
            evidence: [full, `Service ${host} does not exist, but ${evidence}`],
            basis: ['resourcequotas', 'services', 'pods'],
            explains: callers.flatMap((workload) => withCallers(view, workload)),
            actions: [
              look(kubectl(namespace, 'describe', 'resourcequota', nameWord(quotaName)), 'what is used'),
            ],
          }),
        );
    if (resource === 'persistentvolumeclaims' || resource.endsWith('requests.storage'))
      for (const workload of view.workloads.filter(({ ref }) => ref.namespace === namespace)) {
        const claim = missingClaim(view, workload);
        if (claim)
          findings.push(
            finding({
              cause: 'quota-exceeded',
              object,
              title: `claim ${claim} of ${workload.ref.name} was never made, quota ${quotaName} limits its size`,
              strength: 'strong',
              evidence: [full, `${workload.ref.name} waits for claim ${claim}, which does not exist`],
              basis: ['resourcequotas', 'persistentvolumeclaims', 'pods'],
              explains: withCallers(view, workload),
              since: workload.pods.map(({ metadata }) => metadata.creationTimestamp).sort()[0],
              actions: [
                look(kubectl(namespace, 'describe', 'resourcequota', nameWord(quotaName)), 'what is used'),
              ],
            }),
          );
      }
  }
  return findings;
}

function missingClaim(view: ClusterView, workload: Workload): string | undefined {
  const said = workload.pods
    .flatMap(({ status }) => status.conditions)
    .map(({ message }) => /persistentvolumeclaim "([^"]+)" not found/.exec(message)?.[1])
    .find((name) => name !== undefined);
  if (said) return said;
  if (!view.evidence.complete('persistentvolumeclaims') || workload.ready > 0) return undefined;
  const known = new Set(
    view.evidence
      .all('persistentvolumeclaims')
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
  );
  return workload.spec?.volumes
    .flatMap(({ persistentVolumeClaim }) => (persistentVolumeClaim ? [persistentVolumeClaim.claimName] : []))
    .find((name) => !known.has(`${workload.ref.namespace}/${name}`));
}
