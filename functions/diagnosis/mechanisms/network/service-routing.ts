import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { joined, nameWord } from '../../../model/command/word.ts';
import type { CollectorName } from '../../../model/evidence.ts';
import type { Finding, Strength } from '../../../model/finding.ts';
import type * as k from '../../../model/kubernetes/objects.ts';
import { isReady } from '../../../model/kubernetes/ready.ts';
import type { ObjectRef } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { selectorText } from '../../view/selectors.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { isFelt, isMissed } from '../shared/felt.ts';
import { finding, strengthOf } from '../shared/finding.ts';
import { livePods } from '../shared/pods.ts';
import { resolvePort } from '../shared/ports.ts';
import { undeclaredPorts } from './undeclared-ports.ts';

/**
 * A Service that leads nowhere though the pods are well
 * (https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/): its selector matches nothing, its
 * targetPort is none of the containers', or its protocol is another. ExternalName, Services without a selector and
 * those whose pods are simply not ready are no misrouting.
 */
export const serviceRouting: Analyzer = {
  name: 'service-routing',
  needs: ['services', 'pods'],
  causes: ['service-misrouting'],
  analyze: (view) =>
    view.services.all.flatMap((entry) => {
      const { spec } = entry.service;
      if (spec.type === 'ExternalName' || Object.keys(spec.selector).length === 0) return [];
      const fault = selectsNothing(view, entry) ?? wrongPort(view, entry);
      return fault ? [fault] : [];
    }),
};

function selectsNothing(view: ClusterView, entry: ServiceView): Finding | undefined {
  if (entry.workloads.length > 0 || !view.evidence.complete('pods')) return undefined;
  if (entry.readyAddresses > 0) return undefined;
  const meant = meantBy(view, entry);
  const selector = selectorText(entry.service.spec.selector);
  const callers = callersOf(view, entry);
  if (!meant && callers.length === 0) return undefined;
  return make(view, entry, meant, {
    title: { says: 'selector-matches-no-pod', selector },
    strength: weightOf(view, entry, meant),
    evidence: [
      {
        says: 'service-selects-no-pod',
        service: entry.ref.name,
        selector,
        endpoints: view.evidence.complete('endpointslices'),
      },
      ...(meant
        ? [
            {
              says: 'meant-workload-ready' as const,
              workload: { kind: meant.ref.kind, name: meant.ref.name },
              ready: meant.ready,
              labels: selectorText(withoutHash(meant.labels)),
            },
          ]
        : []),
    ],
  });
}

function weightOf(view: ClusterView, entry: ServiceView, meant: Workload | undefined): Strength {
  const missed = isFelt(view, [entry], entry.service.metadata) || meant?.ref.name === entry.ref.name;
  // What it selects may have no pods yet: a Deployment that was not read would tell.
  if (!missed || (!meant && !view.evidence.complete('deployments'))) return 'hint';
  return meant && livePods(meant).some(isReady) ? 'proof' : 'strong';
}

/** The first of the workloads behind it that it does not reach: a Service that selects too much may reach some. */
function wrongPort(view: ClusterView, entry: ServiceView): Finding | undefined {
  for (const workload of entry.workloads) {
    const found = wrongPortOf(view, entry, workload);
    if (found) return found;
  }
  return undefined;
}

function wrongPortOf(view: ClusterView, entry: ServiceView, workload: Workload): Finding | undefined {
  const first = livePods(workload).find((pod) => isReady(pod) && entry.pods.includes(pod));
  if (!first) return undefined;
  const pods = entry.pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const undeclared = undeclaredPorts(view, entry, workload, first);
  const faults = entry.service.spec.ports.flatMap((port) =>
    portFault(port, first, isResolved(entry), undeclared),
  );
  const fault = faults[0];
  if (!fault) return undefined;
  // A container may listen on a port that it does not declare: without anybody who misses it, nothing is sure.
  const all = faults.length === entry.service.spec.ports.length && undeclared === undefined;
  const sure = fault.certain || isMissed(view, [entry], entry.service.metadata);
  const felt = isFelt(view, [entry], entry.service.metadata);
  return make(view, entry, workload, {
    title: fault.title,
    strength: strengthOf(felt && all && sure, !felt),
    evidence: [
      fault.evidence,
      { says: 'pods-behind-ready', pods: { some: pods.filter(isReady).length, all: pods.length } },
    ],
    ...(fault.restsOn ? { restsOn: fault.restsOn } : {}),
  });
}

interface PortFault {
  readonly title: Statement;
  readonly evidence: Statement;
  /** True where Kubernetes itself cannot follow it; declared ports are but information, and a program may listen on others. */
  readonly certain: boolean;
  /** A name that the pods do not declare may be known to the endpoints controller all the same: its slices tell. */
  readonly restsOn?: readonly CollectorName[];
}

/** The endpoints controller leaves out addresses whose named port it cannot resolve: ready ones prove that it could. */
const isResolved = (entry: ServiceView): boolean =>
  entry.readyAddresses > 0 && entry.slices.some(({ ports }) => ports.length > 0);

function portFault(
  port: k.Service['spec']['ports'][number],
  pod: k.Pod,
  namesResolve: boolean,
  undeclared: readonly number[] | undefined,
): readonly PortFault[] {
  const target = port.targetPort ?? port.port;
  // Sidecars that are init containers serve as well.
  const containers = [
    ...pod.spec.containers,
    ...pod.spec.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ];
  const declared = containers.flatMap(({ ports }) => ports);
  const resolved = containers
    .map((container) => resolvePort(target, container))
    .find((value) => typeof value === 'number');
  if (resolved === undefined) {
    if (typeof target === 'number' || namesResolve) return [];
    return [
      {
        title: { says: 'target-port-not-named', targetPort: target },
        evidence: {
          says: 'ports-named-otherwise',
          port: port.port,
          targetPort: target,
          declared: declared.map(({ name, containerPort }) => ({ name, port: containerPort })),
        },
        certain: true,
        restsOn: ['endpointslices'],
      },
    ];
  }
  const probed = containers.flatMap((container) =>
    [container.readinessProbe, container.livenessProbe].flatMap((probe) => {
      const number = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
      return number === undefined ? [] : [resolvePort(number, container)];
    }),
  );
  if (declared.length === 0) {
    if (!undeclared?.length || undeclared.some((one) => one === resolved)) return [];
    return [
      {
        title: { says: 'target-port-refused', targetPort: resolved, listensOn: undeclared },
        evidence: {
          says: 'ports-listened-on',
          port: port.port,
          targetPort: resolved,
          listensOn: undeclared,
        },
        certain: false,
      },
    ];
  }
  const match = declared.find(({ containerPort }) => containerPort === resolved);
  if (!match && !probed.includes(resolved))
    return [
      {
        title: { says: 'target-port-not-declared', targetPort: resolved },
        evidence: {
          says: 'ports-declared-otherwise',
          port: port.port,
          targetPort: resolved,
          declared: declared.map(({ containerPort }) => containerPort),
        },
        certain: false,
      },
    ];
  const protocol = port.protocol || 'TCP';
  const served = declared
    .filter(({ containerPort }) => containerPort === resolved)
    .map((entry) => entry.protocol || 'TCP');
  if (match && !served.includes(protocol))
    return [
      {
        title: { says: 'protocol-not-served', forwards: protocol, serves: served, targetPort: resolved },
        evidence: {
          says: 'protocols-differ',
          port: port.port,
          forwards: protocol,
          targetPort: resolved,
          serves: served,
        },
        certain: true,
      },
    ];
  return [];
}

interface Found {
  readonly title: Statement;
  readonly strength: Finding['strength'];
  readonly evidence: readonly Statement[];
  /** What it rests on beside Services and pods. */
  readonly restsOn?: readonly CollectorName[];
}

function make(view: ClusterView, entry: ServiceView, workload: Workload | undefined, found: Found): Finding {
  const callers = callersOf(view, entry);
  const { namespace, name } = entry.ref;
  return finding({
    cause: 'service-misrouting',
    object: entry.ref,
    title: found.title,
    // A wrong Service that nobody is seen to call may have been wrong for ever.
    strength: found.strength,
    evidence: present<Statement>(
      ...found.evidence,
      callers.length > 0 && {
        says: 'service-called-by',
        callers: callers.map(({ name: caller }) => caller),
      },
    ),
    against: callers.length > 0 ? [] : [{ says: 'service-without-caller' }],
    basis: ['services', 'pods', ...(found.restsOn ?? [])],
    explains: present(workload?.ref, ...callers, ...callers.flatMap((ref) => view.calls.callersOf(ref))),
    actions: [
      look(
        kubectl(
          namespace,
          'get',
          'endpointslices',
          '-l',
          joined('kubernetes.io/service-name=', nameWord(name)),
        ),
        'what is behind it',
      ),
      look(kubectl(namespace, 'describe', 'service', nameWord(name)), 'selector, ports and targetPort'),
    ],
  });
}

function callersOf(view: ClusterView, entry: ServiceView): readonly ObjectRef[] {
  return view.calls.calls
    .filter(({ service }) => service === entry)
    .map(({ from }) => from.ref)
    .filter((ref, index, all) => all.indexOf(ref) === index);
}

/** The workload that a Service was made for: of its name, or the only one that shares most of its selector. */
function meantBy(view: ClusterView, entry: ServiceView): Workload | undefined {
  const mine = view.workloads.filter(({ ref }) => ref.namespace === entry.ref.namespace);
  const named = mine.find(({ ref }) => ref.name === entry.ref.name);
  if (named) return named;
  const pairs = Object.entries(entry.service.spec.selector);
  const near = mine.filter(
    ({ labels, ref }) =>
      pairs.some(([key, value]) => labels[key] === value) ||
      pairs.some(
        ([, value]) => isTypo(value, ref.name) || Object.values(labels).some((label) => isTypo(value, label)),
      ),
  );
  return near.length === 1 ? near[0] : undefined;
}

/** One edit apart, or one a prefix of the other: what a slip of the hand makes. */
function isTypo(a: string, b: string): boolean {
  if (a === b || a.length < 3 || b.length < 3) return a === b;
  if (a.startsWith(b) || b.startsWith(a)) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return a.slice(i + 1) === b.slice(i + 1) || a.slice(i) === b.slice(i + 1) || a.slice(i + 1) === b.slice(i);
}

const withoutHash = (labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => key !== 'pod-template-hash'));
