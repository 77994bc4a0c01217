import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { FactsOf } from '../../../model/facts.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Statement } from '../../../model/statement.ts';
import { parseQuantity } from '../../../text/quantity.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { type BoundChange, boundChangeOf } from '../../changes/bounds.ts';
import { firstSeen } from '../../view/events.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { boundChanged, setBack } from '../shared/bounds.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { creationEventsOf } from '../shared/pods.ts';
import { refusalsOf } from '../shared/refusals.ts';
import { missingServices } from './missing-services.ts';
import { fullQuotas } from './quotas.ts';

/**
 * The namespace's ResourceQuota or LimitRange refuses what a controller or a person wants to create
 * (https://kubernetes.io/docs/concepts/policy/resource-quotas/). Quota on Services or claims leaves no event where
 * the object was applied by hand: then the object is missing, others name it, and the quota has no room for its kind.
 */
export const quota: Analyzer = {
  name: 'quota',
  needs: ['events'],
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
    const said = quote(message.replace(/^.*is forbidden: /, ''));
    const { namespace } = workload.ref;
    const exceeded = exceededIn(message, workload);
    const refused = refusedIn(message, exceeded);
    const began = beganAt(view, workload, message);
    const bound = boundOf(view, message, namespace, began);
    return [
      finding({
        cause: 'quota-exceeded',
        facts: { refused },
        // What is more than all of the quota by itself is for its workload to change.
        object:
          exceeded && refused !== 'too-much'
            ? { kind: 'Namespace', namespace: '', name: namespace }
            : workload.ref,
        title: exceeded ?? {
          says: UNSPECIFIED.test(message) ? 'quota-wants-amounts' : 'limit-range-refuses',
          said,
        },
        strength: 'proof',
        evidence: [
          {
            says: 'controller-refused',
            workload: workload.ref,
            pods: { some: workload.pods.length, all: workload.desired ?? workload.pods.length },
            said,
          },
          ...boundChanged(bound),
        ],
        basis: ['events', 'pods'],
        explains: withCallers(view, workload),
        since: began === undefined ? undefined : isoTime(bound?.at ?? began),
        actions: [
          ...setBack(bound),
          look(kubectl(namespace, 'describe', 'resourcequota,limitrange'), 'what is used, and the limits'),
        ],
      }),
    ];
  });
}

/** When its controller was first refused for the same reason, ms. */
function beganAt(view: ClusterView, workload: Workload, message: string): number | undefined {
  const by = byWhom(message);
  const times = creationEventsOf(view, workload)
    .filter((event) => byWhom(event.message) === by)
    .flatMap((event) => firstSeen(event) ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** The quota that refuses, null for a LimitRange, which has no name in its words; undefined for another refusal. */
function byWhom(message: string): string | null | undefined {
  const name = (EXCEEDED.exec(message) ?? UNSPECIFIED.exec(message))?.[1];
  if (name !== undefined) return name;
  return OUT_OF_RANGE.test(message) ? null : undefined;
}

/** The change that lowered what refuses it. */
function boundOf(
  view: ClusterView,
  message: string,
  namespace: string,
  began: number | undefined,
): BoundChange | undefined {
  const by = byWhom(message);
  if (typeof by === 'string')
    return boundChangeOf(view, { kind: 'ResourceQuota', namespace, name: by }, began);
  return view.evidence
    .all('limitranges')
    .filter(({ metadata }) => metadata.namespace === namespace)
    .flatMap(
      ({ metadata: { name } }) => boundChangeOf(view, { kind: 'LimitRange', namespace, name }, began) ?? [],
    )[0];
}

type Refused = FactsOf['quota-exceeded']['refused'];

/** By the words of the quota and LimitRanger admission plug-ins (kubernetes/plugin/pkg/admission). */
function refusedIn(message: string, exceeded: Statement<'quota-refuses'> | undefined): Refused {
  if (exceeded) {
    if (asksTooMuch(exceeded)) return 'too-much';
    return exceeded.requested.includes('storage') ? 'storage' : 'no-room';
  }
  if (UNSPECIFIED.test(message)) return 'no-amounts';
  if (/max limit to request ratio/.test(message)) return 'ratio';
  return /minimum \S+ usage per/.test(message) ? 'too-small' : 'too-large';
}

/** Whether one of the amounts is more than the whole quota, however empty that is. */
function asksTooMuch({ requested, limited }: Statement<'quota-refuses'>): boolean {
  const hard = amountsOf(limited);
  return [...amountsOf(requested)].some(
    ([resource, amount]) => amount > (hard.get(resource) ?? Number.POSITIVE_INFINITY),
  );
}

/** "requests.cpu=2,pods=4" by resource. */
const amountsOf = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text.split(',').map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, at).trim(), parseQuantity(part.slice(at + 1)) ?? 0];
    }),
  );

/** The quota that has no room for what is asked for; undefined where the refusal is about something else. */
function exceededIn(message: string, workload: Workload): Statement<'quota-refuses'> | undefined {
  const found = EXCEEDED.exec(message);
  if (!found) return undefined;
  const [, quotaName = '', requested = '', used = '', limited = ''] = found;
  return {
    says: 'quota-refuses',
    quota: quotaName,
    workload: workload.ref.name,
    full: isFull(used, limited),
    requested,
    used,
    limited,
  };
}

/** "pods=4" of "pods=4", "requests.cpu=2,requests.memory=0" of "requests.cpu=2,requests.memory=1Gi": one that has nothing left. */
function isFull(used: string, limited: string): boolean {
  const limits = amountsOf(limited);
  return [...amountsOf(used)].some(
    ([resource, amount]) => amount >= (limits.get(resource) ?? Number.POSITIVE_INFINITY),
  );
}

type FullQuota = ReturnType<typeof fullQuotas>[number];

const absent = (view: ClusterView): readonly Finding[] =>
  fullQuotas(view).flatMap((quota) => {
    const { resource } = quota;
    if (/^(?:count\/)?services/.test(resource)) return absentServices(view, quota);
    const isOfStorage = resource === 'persistentvolumeclaims' || resource.endsWith('requests.storage');
    return isOfStorage ? absentClaims(view, quota) : [];
  });

const absentServices = (view: ClusterView, quota: FullQuota): readonly Finding[] =>
  missingServices(view)
    .filter(({ namespace }) => namespace === quota.namespace)
    .map(({ host, callers, uses }) =>
      finding({
        ...ofFull(quota),
        cause: 'quota-exceeded',
        facts: { refused: 'service' },
        title: { says: 'quota-without-room-for-service', quota: quota.quotaName, service: host },
        evidence: [usedUp(quota), { says: 'service-absent', service: host, uses }],
        basis: ['resourcequotas', 'services', 'pods'],
        explains: callers.flatMap((workload) => withCallers(view, workload)),
      }),
    );

const absentClaims = (view: ClusterView, quota: FullQuota): readonly Finding[] =>
  view.workloads
    .filter(({ ref }) => ref.namespace === quota.namespace)
    .flatMap((workload) => {
      const claim = missingClaim(view, workload);
      if (!claim) return [];
      return [
        finding({
          ...ofFull(quota),
          cause: 'quota-exceeded',
          facts: { refused: 'storage' },
          title: { says: 'claim-never-made', claim, workload: workload.ref.name, quota: quota.quotaName },
          evidence: [usedUp(quota), { says: 'claim-waited-for', claim, workload: workload.ref.name }],
          basis: ['resourcequotas', 'persistentvolumeclaims', 'pods'],
          explains: withCallers(view, workload),
          since: workload.pods.map(({ metadata }) => metadata.creationTimestamp).sort()[0],
        }),
      ];
    });

const usedUp = ({ quotaName, resource, used, hard }: FullQuota): Statement => ({
  says: 'quota-used',
  quota: quotaName,
  resource,
  used,
  hard,
});

/** What all that a full quota keeps away have in common. */
const ofFull = ({ namespace, quotaName }: FullQuota) => ({
  object: { kind: 'Namespace', namespace: '', name: namespace },
  strength: 'strong' as const,
  actions: [look(kubectl(namespace, 'describe', 'resourcequota', nameWord(quotaName)), 'what is used')],
});

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
