import type { AdmissionRefusal, SchedulingStatements, Use } from '../../model/statements/scheduling.ts';
import { clockText } from '../../text/time.ts';
import { namedByText } from './named-by.ts';
import { shareText } from './share.ts';
import { it, itIs, its, quoting, type Words, type WordsOf } from './words-of.ts';

/** Callers that are named, of those that there are. */
const MAX_CALLERS = 5;
const MAX_USES = 3;

export const schedulingWords: WordsOf<SchedulingStatements> = {
  'pods-refused': ({ refusal, webhook }) => its(`pods are refused: ${WHY[refusal]}${webhookText(webhook)}`),
  'pods-made': ({ pods, lacking, said }) =>
    refusedText(`${shareText(pods)} created${lacking ? '' : ', but not those of the newest revision'}`, said),
  'refused-by-quota-too': () => it('was refused by quota as well'),
  'rollout-paused': () => its('rollout is paused (spec.paused), so no pods are created'),
  'pods-made-while-paused': ({ pods }) => `${shareText(pods)} created while spec.paused is true`,
  'service-without-endpoint': ({ services }) =>
    services.length === 1
      ? `Service ${services.join()} points to it and has no endpoints`
      : `Services ${services.join(', ')} point to it and have no endpoints`,
  'called-by': ({ callers }) => `called by ${callers.slice(0, MAX_CALLERS).join(', ')}`,
  'cronjob-suspended': () => itIs('suspended, so it starts no Jobs'),
  'suspended-at': ({ at, schedule, lastRun }, { now }) =>
    `spec.suspend is true, changed at ${clockText(at, now)}; schedule ${schedule}, last run at ${clockText(lastRun, now)}`,
  'quota-refuses': ({ quota, workload, full, requested, used, limited }) =>
    `quota ${quota} ${full ? 'is full' : 'has too little room'}: ${used} of ${limited} used, ${workload} asks for ${requested}`,
  'quota-wants-amounts': ({ said }) =>
    quoting('the quota requires requests and limits that its containers do not set', said),
  'limit-range-refuses': ({ said }) => quoting('the LimitRange refuses its containers', said),
  'controller-refused': ({ workload, pods, said }) =>
    quoting(
      `${workload.kind.toLowerCase()}/${workload.name} has ${shareText(pods)}, its controller is refused`,
      said,
    ),
  'quota-without-room-for-service': ({ quota, service }) =>
    `quota ${quota} leaves no room for Service ${service}`,
  'quota-used': ({ quota, resource, used, hard }) => `quota ${quota}: ${used} of ${hard} ${resource} used`,
  'service-absent': ({ service, uses }) =>
    `Service ${service} does not exist, but ${uses.slice(0, MAX_USES).map(useText).join(', ')} name${uses.length === 1 ? 's' : ''} it`,
  'claim-never-made': ({ claim, workload, quota }) =>
    `PVC ${claim} of ${workload} was never created, and quota ${quota} limits its size`,
  'claim-waited-for': ({ claim, workload }) => `${workload} waits for PVC ${claim}, which does not exist`,
  'scaled-to-zero': ({ called }) =>
    itIs(`scaled to 0 replicas, though ${called ? 'it is called' : 'a Service points to it'}`),
  'replicas-zero': ({ since, before, by }, { now }) =>
    `spec.replicas ${since === null ? 'is 0' : `has been 0 since ${clockText(since, now)}`}${before === null ? '' : `, ${before} before`}${by === null ? '' : ` (${by})`}`,
  'autoscaler-scales-to-zero': () => 'an autoscaler that may scale to zero manages it',
  'no-node-takes-pods': ({ pods, said }) =>
    `no node can take its pod${pods === 1 ? '' : 's'}: ${said.join(', ')}`,
  'pods-pending': ({ pods, said }) =>
    quoting(`${shareText(pods)} Pending, the scheduler says`, said, `${shareText(pods)} Pending`),
  'pod-requests': ({ resource, amounts }) => it(`requests ${amounts.join(' + ')} ${resource}`),
  'pod-node-selector': ({ labels }) =>
    `its node selector is ${Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(', ')}`,
  'node-down-among-reasons': ({ said }) => `${said}: a node is down`,
  'autoscaler-adds-node': ({ said }) => quoting('an autoscaler is adding a node for it', said),
};

const refusedText = (created: string, said: string): Words =>
  quoting(`${created}; the API server said`, said, created);

const WHY: Readonly<Record<AdmissionRefusal, string>> = {
  'no-service-account': 'its service account does not exist',
  'pod-security': 'PodSecurity forbids them',
  'webhook-denies': 'an admission webhook denies them',
  'webhook-unreached': 'an admission webhook cannot be reached',
  'admission-policy': 'a ValidatingAdmissionPolicy denies them',
  'no-runtime-class': 'its runtime class does not exist',
  'no-priority-class': 'its priority class does not exist',
  'controller-forbidden': 'the controller is not allowed to create them',
  forbidden: 'the API server forbids them',
  invalid: 'the pod is not valid',
};

/** `(NAME: service "policy-webhook" not found)`; '' where no webhook failed. */
function webhookText(webhook: SchedulingStatements['pods-refused']['webhook']): string {
  if (webhook === null) return '';
  return webhook.said === null ? ` (${webhook.name})` : ` (${webhook.name}: ${webhook.said})`;
}

const useText = ({ workload, via }: Use): string => `${workload} (${namedByText(via)})`;
