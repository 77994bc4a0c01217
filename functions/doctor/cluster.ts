import type { KubernetesAccess, KubernetesFailure, KubernetesPort } from '../clients/kubernetes/port.ts';
import { createPrometheusClient } from '../clients/prometheus/http.ts';
import type { PrometheusPort } from '../clients/prometheus/port.ts';
import { failureKind } from '../model/failure.ts';
import type { Asking } from './asking.ts';
import { skewLine } from './clock.ts';
import { checkCommonGroup, checkExec } from './exec.ts';
import { type Fixes, fixesFor } from './fixes.ts';
import { bounded, fault, isFault, type Line, ok, unknown } from './line.ts';
import type { ClusterSetup, DoctorPorts, HeldPlaybook, PlaybookFound } from './ports.ts';
import { checkRights, execNamespaces, rightsFor } from './rules.ts';

/** Where each kind of workload is listed. */
const LISTED: Readonly<Record<string, readonly [apiVersion: string, resource: string]>> = {
  deployment: ['apps/v1', 'deployments'],
  statefulset: ['apps/v1', 'statefulsets'],
  daemonset: ['apps/v1', 'daemonsets'],
  job: ['batch/v1', 'jobs'],
  cronjob: ['batch/v1', 'cronjobs'],
};

/** Each cluster that a playbook looks at, and the playbooks whose cluster is not known. */
export async function checkClusters(
  ports: DoctorPorts,
  found: readonly PlaybookFound[],
): Promise<readonly Line[]> {
  const { clusters: setup, place } = ports;
  if (setup === undefined)
    return [unknown('cluster', 'not checked: none is given', fixesFor(place).give.cluster)];
  const fixes = fixesFor(place);
  const playbooks = found.filter((each) => 'playbook' in each);
  const byCluster = new Map<string, HeldPlaybook[]>();
  const lines: Line[] = [];
  for (const held of playbooks) {
    const name = held.playbook.cluster ?? setup.otherwise;
    const strange = strangeCluster(name, held.where, setup, fixes);
    if (strange === undefined) byCluster.set(name, [...(byCluster.get(name) ?? []), held]);
    else lines.push(strange);
  }
  const each = await Promise.all(
    [...byCluster].map(([name, those]) => checkCluster({ name, playbooks: those, ports, setup, fixes })),
  );
  return [...lines, ...each.flat()];
}

function strangeCluster(name: string, where: string, setup: ClusterSetup, fixes: Fixes): Line | undefined {
  if (name === '')
    return fault(
      where,
      'it names no cluster, and the installation has no default one',
      fixes.unnamedCluster(where),
    );
  if (setup.names === undefined || setup.names.includes(name)) return undefined;
  return fault(
    `cluster ${name}`,
    `${where} names it, and this installation does not know it`,
    fixes.unknownCluster(where, name),
  );
}

/** One cluster and the playbooks that look at it. */
interface Examined {
  readonly name: string;
  readonly playbooks: readonly HeldPlaybook[];
  readonly ports: DoctorPorts;
  readonly setup: ClusterSetup;
  readonly fixes: Fixes;
}

async function checkCluster(examined: Examined): Promise<readonly Line[]> {
  const { name, setup, fixes } = examined;
  const what = `cluster ${name}`;
  let opened: Opened | undefined;
  try {
    const reached = await bounded(what, fixes.unreachable, async (signal) => {
      const access = await setup.access(name).catch((error: unknown) => {
        if (failureKind(error) === 'rejected') return fault(what, messageOf(error), fixes.notLookedUp(name));
        throw error;
      });
      if ('status' in access) return [access];
      opened = { access, kubernetes: setup.connect(access) };
      return checkReachable(what, name, { kubernetes: opened.kubernetes, fixes, signal });
    });
    if (opened === undefined || reached.some(isFault)) {
      const waiting = unknown(`rest of ${name}`, `not checked: it waits for the ${what}`);
      return [...reached, waiting];
    }
    const { kubernetes } = opened;
    const checks = checksOf(examined, opened).map(([each, run]) =>
      bounded(each, fixes.unreachable, (signal) => run({ kubernetes, fixes, signal })),
    );
    const lines = await Promise.all(checks);
    return [...reached, ...lines.flat()];
  } finally {
    opened?.kubernetes.close();
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

interface Opened {
  readonly access: KubernetesAccess;
  readonly kubernetes: KubernetesPort;
}

type NamedCheck = readonly [what: string, run: (asking: Asking) => Promise<readonly Line[]>];

function checksOf({ name, playbooks, ports, setup }: Examined, { access, kubernetes }: Opened) {
  const { place } = ports;
  const clock = `clock of ${name}`;
  const metrics = `metrics API of ${name}`;
  const checks: NamedCheck[] = [
    [clock, ({ signal }) => skewLine(clock, access, ports, signal)],
    [metrics, (asking) => checkMetrics(metrics, asking)],
  ];
  if (place.kind === 'stack') {
    const common = `common group in ${name}`;
    const looked = playbooks.flatMap(({ playbook }) => [
      playbook.target.namespace,
      ...execNamespaces(playbook),
    ]);
    checks.push([common, (asking) => checkCommonGroup(common, looked, asking)]);
  }
  for (const held of playbooks) {
    const { where, playbook } = held;
    const target = `target of ${where}`;
    const rights = `rights for ${where}`;
    const metrics = `Prometheus of ${where}`;
    const address = playbook.prometheus ?? setup.prometheus;
    const inside = execNamespaces(playbook);
    const needed = rightsFor(playbook, address, place.kind === 'local' ? inside : []);
    checks.push([target, (asking) => checkTarget(target, held, asking)]);
    checks.push([rights, (asking) => checkRights(rights, needed, asking)]);
    if (place.kind === 'stack' && inside.length > 0) {
      const exec = `exec for ${where}`;
      const asked = { cluster: name, namespaces: inside };
      checks.push([exec, (asking) => checkExec(exec, asked, setup, asking)]);
    }
    if (address === undefined) continue;
    const port = createPrometheusClient(address, kubernetes);
    checks.push([metrics, (asking) => checkPrometheus(metrics, port, ports.now(), asking)]);
  }
  return checks;
}

/** An answer of any kind, and that we are let in: /version is open to all who are known. */
async function checkReachable(
  what: string,
  name: string,
  { kubernetes, fixes, signal }: Asking,
): Promise<Line[]> {
  const version = await kubernetes.get('/version', signal);
  if (!version.ok) return [fault(what, version.failure.message, fixOf(version.failure, name, fixes))];
  const { gitVersion } = version.value as { gitVersion?: unknown };
  // Who is not let in at all may still be told the version.
  const lists = await kubernetes.list('v1', 'namespaces', { signal, maxItems: 1 });
  if (!lists.ok && lists.failure.kind === 'unauthorized')
    return [fault(what, lists.failure.message, fixes.notLetIn(name))];
  return [
    ok(what, `reached, Kubernetes ${typeof gitVersion === 'string' ? gitVersion : 'of no known version'}`),
  ];
}

const fixOf = ({ kind }: KubernetesFailure, name: string, fixes: Fixes): string =>
  kind === 'unauthorized' || kind === 'forbidden' ? fixes.notLetIn(name) : fixes.unreachable;

/** The namespace and the workload that a playbook looks at; what may not be read is among the rights. */
async function checkTarget(
  what: string,
  { where, playbook }: HeldPlaybook,
  { kubernetes, fixes, signal }: Asking,
): Promise<Line[]> {
  const { namespace, workload } = playbook.target;
  const named = async (apiVersion: string, resource: string, name: string, inside?: string) => {
    const fieldSelector = `metadata.name=${name}`;
    const within = inside === undefined ? {} : { namespace: inside };
    const answer = await kubernetes.list(apiVersion, resource, { fieldSelector, signal, ...within });
    return answer.ok ? answer.value.items.length : undefined;
  };
  const spaces = await named('v1', 'namespaces', namespace);
  if (spaces === undefined) return [unknown(what, 'not checked: namespaces may not be listed')];
  if (spaces === 0) return [fault(what, `there is no namespace "${namespace}"`, fixes.noNamespace(where))];
  const [kind = '', name = ''] = (workload ?? '').split('/');
  const [apiVersion, resource] = LISTED[kind.toLowerCase()] ?? [];
  if (apiVersion === undefined || resource === undefined) return [ok(what, `the namespace "${namespace}"`)];
  const workloads = await named(apiVersion, resource, name, namespace);
  if (workloads === undefined) return [unknown(what, `not checked: ${resource} may not be listed`)];
  if (workloads === 0)
    return [fault(what, `there is no ${workload} in the namespace "${namespace}"`, fixes.noWorkload(where))];
  return [ok(what, `${workload} in the namespace "${namespace}"`)];
}

/** metrics-server is an add-on: without it nothing is known of memory and CPU. */
async function checkMetrics(what: string, { kubernetes, fixes, signal }: Asking): Promise<Line[]> {
  const answer = await kubernetes.get('/apis/metrics.k8s.io/v1beta1', signal);
  if (answer.ok) return [ok(what, 'served')];
  const { failure } = answer;
  if (failure.kind === 'forbidden') return [unknown(what, `not checked: ${failure.message}`)];
  const says =
    failure.kind === 'not-found' ? 'it is not served, so memory and CPU use are unknown' : failure.message;
  return [fault(what, says, fixes.metricsApi)];
}

async function checkPrometheus(
  what: string,
  prometheus: PrometheusPort,
  now: number,
  { fixes, signal }: Asking,
): Promise<Line[]> {
  try {
    const at = (ms: number) => new Date(ms).toISOString();
    const answer = await prometheus.queryRange({
      ...{ query: 'vector(1)', from: at(now - 60_000), to: at(now), stepSeconds: 60, signal },
    });
    if (answer.ok) return [ok(what, `${prometheus.name} answers`)];
    return [fault(what, `${prometheus.name}: ${answer.failure.message}`, fixes.prometheus)];
  } finally {
    prometheus.close();
  }
}
