import type { CalledHost } from '../../../model/called-host.ts';
import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { containerWord, nameWord } from '../../../model/command/word.ts';
import type { Statement } from '../../../model/statement.ts';
import type { AwaitedHost } from '../../../model/statements/pods/start.ts';
import { anyOf } from '../../../text/any-of.ts';
import { earliestOf, timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { commandHosts } from '../../view/command-hosts.ts';
import type { ContainerView } from '../../view/containers.ts';
import { hostPortOf } from '../../view/peers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { namedIn } from '../shared/called.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { isInternal } from '../shared/peers.ts';
import { liveContainers } from '../shared/pods.ts';
import { refusalIn } from '../shared/refusal.ts';

/** Init containers mostly end within seconds; one that runs this long, ms, waits for something, even where it says nothing ... */
const SILENT_MS = 2 * 60_000;
/** ... and one that says that it waits, or that waits for what is not there, needs less. */
const WAITING_MS = 20_000;
const WAITS = anyOf(
  [
    /wait/,
    /not (?:yet )?(?:ready|available|reachable)/,
    /retry/,
    /unreachable/,
    /refused/,
    /timed? ?out/,
    /sleep/,
    /pending/,
    /no such host/,
    /not resolve/,
    /can't resolve/,
    /NXDOMAIN/,
    /bad address/,
  ],
  'i',
);

/**
 * An init container that runs on and on keeps the others from starting
 * (https://kubernetes.io/docs/concepts/workloads/pods/init-containers/): it waits for a dependency, as its last line
 * or its command says. Sidecars (init containers that restart always) run on by design.
 */
export const initWait: Analyzer = {
  name: 'init-wait',
  needs: ['pods'],
  causes: ['dependency-unreachable'],
  analyze: (view) => view.workloads.flatMap((workload) => waitsOf(view, workload)),
};

interface Waiting extends ContainerView {
  /** ms. */
  readonly started: number;
  /** Its last line, '' when it said nothing. */
  readonly last: string;
  /** What it waits for, as far as its command and environment name it, and why that does not answer. */
  readonly missing: readonly AwaitedHost[];
}

function waitsOf(view: ClusterView, workload: Workload) {
  const waiting = liveContainers(workload).flatMap((container) => waitOf(view, workload, container));
  const first = waiting[0];
  if (!first) return [];
  const pods = new Set(waiting.map(({ pod }) => pod.metadata.name));
  const says = WAITS.test(first.last);
  const host = first.missing[0];
  const awaited = (missing: AwaitedHost): CalledHost => ({
    host: missing.host,
    port: null,
    service: view.services.byHost(missing.host, workload.ref.namespace)?.ref ?? null,
  });
  return [
    finding({
      cause: 'dependency-unreachable',
      facts: {
        ownSettings: false,
        refuses: refusalIn([first.last]),
        peers: [...first.missing.map(awaited), ...namedIn(view, first.last)],
      },
      object: workload.ref,
      title: host
        ? { says: 'init-awaits-host', container: first.name, ...host }
        : { says: 'init-waits', container: first.name, said: says ? quote(first.last) : null },
      strength: says || host ? 'strong' : 'hint',
      evidence: [
        {
          says: 'init-runs-for',
          pods: { some: pods.size, all: workload.pods.length },
          container: first.name,
          ms: view.now - first.started,
        },
        { says: 'last-line', said: first.last === '' ? null : quote(first.last) },
        ...first.missing.slice(1).map((other): Statement => ({ says: 'host-not-there', ...other })),
      ],
      basis: [
        'pods',
        ...(says ? (['logs'] as const) : []),
        ...(host ? (['services', 'endpointslices'] as const) : []),
      ],
      explains: withCallers(view, workload),
      since: earliestOf(waiting.map(({ status }) => status?.state.running?.startedAt)),
      actions: [
        look(
          kubectl(
            workload.ref.namespace,
            'logs',
            nameWord(first.pod.metadata.name),
            '-c',
            containerWord(first.name),
            '--tail=20',
          ),
          'what it waits for',
        ),
      ],
    }),
  ];
}

function waitOf(view: ClusterView, workload: Workload, container: ContainerView): readonly Waiting[] {
  const started = timeOf(container.status?.state.running?.startedAt);
  const sidecar = container.spec?.restartPolicy === 'Always';
  if (!container.init || sidecar || started === undefined) return [];
  const age = view.now - started;
  if (age < WAITING_MS) return [];
  const last =
    view.logs
      .ofPod(container.pod)
      .filter((log) => log.container === container.name && !log.previous)
      .flatMap(({ tail }) => tail)
      .at(-1) ?? '';
  const missing = notThere(view, workload, container);
  const enough = age >= SILENT_MS || missing.length > 0 || WAITS.test(last);
  return enough ? [{ ...container, started, last, missing }] : [];
}

/** Hosts that the container's command and environment name and that cannot answer; nothing where Services were not read whole. */
function notThere(view: ClusterView, workload: Workload, { spec }: ContainerView): readonly AwaitedHost[] {
  if (!spec || !view.evidence.complete('services') || !view.evidence.complete('endpointslices')) return [];
  const environment = spec.env.flatMap(({ name, value }) => {
    const to = hostPortOf(value ?? '');
    return to && (to.port !== undefined || /HOST|ADDR|URL|URI|ENDPOINT/i.test(name)) ? [to] : [];
  });
  const hosts = [...commandHosts(spec), ...environment].map(({ host }) => host);
  return [...new Set(hosts)].flatMap((host): readonly AwaitedHost[] => {
    if (!isInternal(host) || host === 'localhost') return [];
    const service = view.services.byHost(host, workload.ref.namespace);
    if (!service) return [{ host, lacks: 'service' }];
    return service.readyAddresses === 0 ? [{ host, lacks: 'ready-endpoint' }] : [];
  });
}
