import { buildView } from '../../functions/diagnosis/view/view.ts';
import type { SavedBundle } from '../../functions/recordings/bundle-file.ts';

/** What is told by it, and not who it is: an image is the program that runs, a reason the API's word. */
const KEPT =
  /^(?:image|imageID|reason|type|kind|phase|status|apiVersion|fieldsType|operation|level|method|format|result|says|signal|collector|protocol|template|kubernetes\.io\/role)$/;
/** Words that programs say of others, whoever bears them as a name. */
const PROGRAMS =
  /^(?:redis|valkey|postgres|postgresql|mysql|mariadb|mongo|mongodb|kafka|zookeeper|rabbitmq|nginx|envoy|memcached|elasticsearch|cassandra|etcd|nats|vault|minio|consul|http|https|grpc|tcp|udp|dns|main|default|info|error|server|client|api|app|web|db|cache|test|node|pod|kubernetes|kube-system|kube-dns|coredns|host|service|data|config|root|system|latest)$/;

/** What has a name of its own beside workloads and Services. */
const NAMED = [
  'configmaps',
  'secrets',
  'persistentvolumeclaims',
  'serviceaccounts',
  'resourcequotas',
  'networkpolicies',
  'horizontalpodautoscalers',
  'ingresses',
  'nodes',
] as const;

/** The names of a bundle that somebody chose, in no order of theirs; and those that controllers made of them. */
function namesIn({ bundle, playbook }: SavedBundle): {
  readonly chosen: readonly string[];
  readonly made: readonly string[];
} {
  const view = buildView(bundle, playbook);
  const chosen = [
    bundle.target.namespace,
    ...view.workloads.map(({ ref }) => ref.name),
    ...view.services.all.map(({ ref }) => ref.name),
    ...NAMED.flatMap((name) => view.evidence.all(name).map(({ metadata }) => metadata.name)),
  ];
  const made = (['pods', 'replicasets', 'jobs', 'controllerrevisions', 'endpointslices'] as const).flatMap(
    (name) => view.evidence.all(name).map(({ metadata }) => metadata.name),
  );
  return {
    chosen: [...new Set(chosen)].filter((name) => name !== '' && name !== 'default'),
    made: [...new Set(made)].filter((name) => name !== '' && !chosen.includes(name)),
  };
}

export interface Renamed {
  readonly saved: SavedBundle;
  /** What a text of the old names reads with the new ones. */
  readonly text: (given: string) => string;
}

/** The part of a name that a ReplicaSet gave, whose owner was not recorded with the pod: nobody chose it. */
const givenTo = (name: string): string => /-(?=[a-z]*\d)[a-z0-9]{6,10}-[a-z0-9]{5}$/.exec(name)?.[0] ?? '';

/** Old names and new ones: "n4q" of a name, "n4q-6d4cf56db6" of what a controller made of it. */
function newNames(saved: SavedBundle): ReadonlyMap<string, string> {
  const { chosen, made } = namesIn(saved);
  const longestFirst = chosen.toSorted((a, b) => b.length - a.length);
  const to = new Map(longestFirst.map((name, index) => [name, `n${index}q${givenTo(name)}`]));
  const ofMade = made.map((name): [string, string] => {
    const owner = longestFirst.find((one) => name.startsWith(`${one}-`));
    return [name, owner === undefined ? name : `${to.get(owner)}${name.slice(owner.length)}`];
  });
  return new Map([...to, ...ofMade]);
}

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const anyOf = (names: readonly string[]): string =>
  names
    .toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');

/**
 * A bundle in which everybody is called otherwise: names are other ones wherever they stand, alone or in a text. A name
 * that is also a program's or the API's own word goes only where it stands alone, or as a host: what a driver says of
 * PostgreSQL stays.
 */
export function renamedBundle(saved: SavedBundle): Renamed {
  const map = newNames(saved);
  const distinct = anyOf([...map.keys()].filter((name) => !PROGRAMS.test(name)));
  const common = anyOf([...map.keys()].filter((name) => PROGRAMS.test(name)));
  const none = /(?!)/g;
  const anywhere = distinct === '' ? none : new RegExp(`(?<![A-Za-z0-9])(?:${distinct})(?![A-Za-z0-9])`, 'g');
  const asHost =
    common === ''
      ? none
      : new RegExp(
          `(?<=//|@)(?:${common})(?=[:.])|(?<![A-Za-z0-9-])(?:${common})(?=:\\d|\\.[a-z0-9-]+\\.svc|-\\d+\\b)|(?<=["'])(?:${common})(?=["'])`,
          'g',
        );
  const to = (name: string): string => map.get(name) ?? name;
  const text = (given: string): string =>
    map.get(given) ?? given.replaceAll(anywhere, to).replaceAll(asHost, to);
  return { text, saved: visit(saved, '', text) as SavedBundle };
}

function visit(part: unknown, key: string, text: (given: string) => string): unknown {
  if (typeof part === 'string') return KEPT.test(key) ? part : text(part);
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map((entry) => visit(entry, key, text));
  return Object.fromEntries(Object.entries(part).map(([own, entry]) => [own, visit(entry, own, text)]));
}
