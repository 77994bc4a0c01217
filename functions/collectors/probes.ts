import type { ExecPort } from '../clients/exec/port.ts';
import type { Evidence, EvidenceSet, ReachabilityProbe } from '../model/evidence.ts';
import type { Pod } from '../model/kubernetes/objects.ts';
import { ownerOf, ownersIn } from '../model/kubernetes/owner.ts';
import { isReady } from '../model/kubernetes/ready.ts';
import { refKey } from '../model/object-ref.ts';
import type { RbacRule } from '../model/rbac.ts';
import { reachResult } from '../model/reach-result.ts';
import type { Target } from '../model/report.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { redact } from '../redaction/redact.ts';
import type { CollectContext, Collector } from './collector.ts';
import { failedEvidence } from './list-collector.ts';
import { type Address, isSafeAddress, probeCommands, readProbeOutput } from './probe-script.ts';

/** A WebSocket exec is a GET, but Kubernetes 1.35 checks create too. */
export const EXEC_RULE: RbacRule = { apiGroup: '', resource: 'pods/exec', verbs: ['get', 'create'] };
/** ms; each connection has 2 s, and a pod may have to be asked with a second program. */
const PROBES_DEADLINE_MS = 6_000;
/** Addresses that are tried at most. */
const MAX_ADDRESSES = 20;

/** The playbook's dependencies and external services, as addresses that a pod of the target would use. */
function addressesInside(playbook: Playbook, target: Target): Address[] {
  const services = playbook.dependencies.flatMap(({ service, namespace, port }) =>
    service === undefined
      ? []
      : [
          {
            host:
              namespace === undefined || namespace === target.namespace ? service : `${service}.${namespace}`,
            port,
          },
        ],
  );
  const external = playbook.external.map(({ host, port }) => ({ host, port }));
  return [...services, ...external].filter(isSafeAddress).slice(0, MAX_ADDRESSES);
}

const isRunning = (pod: Pod): boolean =>
  pod.status.phase === 'Running' && pod.metadata.deletionTimestamp === undefined;

/** A running pod of the target to try from, ready ones first. */
function vantagePod(earlier: EvidenceSet, target: Target): Pod | undefined {
  const { workload } = target;
  if (workload === undefined) return undefined;
  const owners = ownersIn(earlier.replicasets?.data ?? [], earlier.jobs?.data ?? []);
  const running = (earlier.pods?.data ?? []).filter(
    (pod) => isRunning(pod) && refKey(ownerOf(pod, owners)) === refKey(workload),
  );
  return running.find(isReady) ?? running[0];
}

type Inside = { readonly probes: ReachabilityProbe[] } | Pick<Evidence, 'status' | 'detail' | 'rule'>;

/** Tries all addresses in one exec, with the first program that the image has. */
async function tryInside(
  exec: ExecPort,
  pod: Pod,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<Inside> {
  const from = `pod ${pod.metadata.name}`;
  const at = {
    namespace: pod.metadata.namespace,
    pod: pod.metadata.name,
    container: pod.spec.containers[0]?.name ?? '',
    signal,
  };
  for (const command of probeCommands(addresses)) {
    const answer = await exec.run({ ...at, command });
    if (!answer.ok) {
      const { failure: _unreachable, ...failed } = failedEvidence(
        answer.failure,
        EXEC_RULE,
        'the pod is gone',
      );
      return failed;
    }
    const said = readProbeOutput(answer.value.stdout);
    if (said.size === 0) continue;
    return {
      probes: addresses.map(({ host, port }) => {
        const words = said.get(`${host}:${port}`) ?? 'no answer';
        const result = words === 'open' ? 'open' : reachResult(words);
        return {
          host,
          port,
          from,
          inside: true,
          result,
          detail: words === 'open' ? '' : redact(words),
          ms: 0,
        };
      }),
    };
  }
  return { status: 'failed', detail: `${from} has no program to test a connection with` };
}

/**
 * Whether dependencies and external services can be reached: from a pod of the target by exec where the playbook
 * allows it, and external ones also from where firstnote runs. Each says where it was tried from.
 */
export const probes: Collector<'probes'> = {
  name: 'probes',
  rbac: [EXEC_RULE],
  optional: 'exec',
  stage: 'slow',
  deadlineMs: PROBES_DEADLINE_MS,
  async collect(context: CollectContext): Promise<Evidence<'probes'>> {
    const { playbook, target, reach, exec, signal, earlier } = context;
    const none = { collector: 'probes', ms: 0 } as const;
    const outside = reach
      ? playbook.external.slice(0, MAX_ADDRESSES).map(({ host, port }) => reach.connect(host, port, signal))
      : [];
    const pod = playbook.allow.exec ? vantagePod(earlier, target) : undefined;
    const addresses = addressesInside(playbook, target);
    const [inside, ...fromHere] = await Promise.all([
      exec && pod && addresses.length > 0 ? tryInside(exec, pod, addresses, signal) : undefined,
      ...outside,
    ]);
    const data = [...(inside !== undefined && 'probes' in inside ? inside.probes : []), ...fromHere];
    const failed = inside !== undefined && !('probes' in inside) ? inside : undefined;
    if (failed !== undefined && data.length === 0) return { ...none, ...failed };
    if (failed !== undefined)
      return { ...none, status: 'truncated', detail: `not tried from inside: ${failed.detail}`, data };
    return { ...none, status: data.length === 0 ? 'empty' : 'ok', detail: '', data };
  },
};
