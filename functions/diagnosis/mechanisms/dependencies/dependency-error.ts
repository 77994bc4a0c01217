import { avoid, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import type { Refusal } from '../../../model/facts.ts';
import type { Finding } from '../../../model/finding.ts';
import { type ObjectRef, refKey } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ServerDoes } from '../../../model/statements/dependencies.ts';
import type { FailedEndpoint } from '../../../model/statements/servers.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { calledBy, namedIn } from '../shared/called.ts';
import { callsFail } from '../shared/calls-fail.ts';
import { type CallFailure, callersOfService, failuresOf, refsOf } from '../shared/failures.ts';
import { distinct, finding, strengthOf, withCallers } from '../shared/finding.ts';
import {
  behind,
  copesWith,
  failsRequests,
  isBroken,
  isControl,
  MANY_LINES,
  matters,
} from '../shared/health.ts';
import { isTelling } from '../shared/last-words.ts';
import { type FailureKind, failureKind, gist, serverPort } from '../shared/messages.ts';
import { onlyEndpoints } from '../shared/only-endpoints.ts';
import { liesOutside } from '../shared/outside-failures.ts';
import { quote } from '../shared/patterns.ts';
import { calledWorkload } from '../shared/peers.ts';
import { refusalIn } from '../shared/refusal.ts';
import { filledBy, takenBy } from './full-server.ts';
import { dependencyWorkload } from './playbook-dependency.ts';
import { echoed, ownMessages, serverSays, suspect } from './server.ts';

/**
 * The dependency is there and answers with an error: no connection left, wrong password, read-only, shutting down.
 * It is named where the lines, its own probe or the callers' settings say which one it is. A wrong password of one
 * caller is that caller's; a server whose own readiness probe is refused for want of connections cannot be reached any more.
 */
export const dependencyError: Analyzer = {
  name: 'dependency-error',
  needs: ['logs', 'pods'],
  causes: ['dependency-error', 'dependency-unreachable'],
  analyze: (view) => {
    const failures = failuresOf(view).filter(
      ({ kind, workload, said }) => KINDS.includes(kind) && !liesOutside(view, workload, said),
    );
    const kinds = [...new Set(failures.map(({ kind }) => kind))];
    return [
      ...kinds.flatMap((kind) =>
        judge(
          view,
          kind,
          failures.filter((failure) => failure.kind === kind),
        ),
      ),
      ...ownWords(view, failures),
    ];
  },
};

const KINDS: readonly FailureKind[] = [
  'connections',
  'auth',
  'read-only',
  'full',
  'server-says',
  'bad-request',
  'unauthorized',
  'failed-request',
];
/** What a caller may bring about by its own settings, or by what it asks, alone. */
const OF_CALLER: readonly FailureKind[] = ['auth', 'unauthorized', 'bad-request'];
/** What says that something is wrong, and not what: never proof. */
const VAGUE: readonly FailureKind[] = ['server-says', 'bad-request', 'unauthorized', 'failed-request'];

const DOES: Readonly<Partial<Record<FailureKind, ServerDoes>>> = {
  connections: 'refuses-connections',
  auth: 'refuses-credentials',
  unauthorized: 'refuses-credentials',
  'bad-request': 'rejects-request',
  'read-only': 'is-read-only',
  full: 'has-no-room',
};

/** What is refused, where the kind says all of it. */
const REFUSES: Readonly<Partial<Record<FailureKind, Refusal>>> = {
  'bad-request': 'request',
  'read-only': 'writes',
  full: 'room',
};

const doesBy = (kind: FailureKind): ServerDoes => DOES[kind] ?? 'answers-with-error';

/** What the playbook calls a server, null where it does not name it. */
function nameOf(view: ClusterView, object: ObjectRef): string | null {
  const known = view.playbook.dependencies.find(({ name }) => {
    const workload = dependencyWorkload(view, name);
    return workload !== undefined && refKey(workload.ref) === refKey(object);
  });
  return known?.name ?? null;
}

function judge(view: ClusterView, kind: FailureKind, failures: readonly CallFailure[]): readonly Finding[] {
  const groups = new Map<string, CallFailure[]>();
  for (const failure of failures) {
    const dependency = serverOf(view, kind, failure);
    const key = dependency ? refKey(dependency.ref) : `caller ${refKey(failure.workload.ref)}`;
    groups.set(key, [...(groups.get(key) ?? []), failure]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || !group.some((failure) => isFelt(view, kind, failure))) return [];
    const server = serverOf(view, kind, first);
    const callers = [...new Map(group.map(({ workload }) => [refKey(workload.ref), workload])).values()];
    if (server === undefined || isOfCaller(view, kind, first, callers))
      return callers.map((caller) =>
        make(view, {
          kind,
          object: caller.ref,
          group: group.filter(({ workload }) => workload === caller),
          explained: [caller],
          server: server?.ref,
        }),
      );
    if (kind === 'connections') return [fullServer(view, server, group, callers)];
    return [
      make(view, { kind, object: server.ref, group, explained: [server, ...callers], server: undefined }),
    ];
  });
}

/** The workload at the other side: of those behind the Service that is called the one that says the same itself. */
const serverOf = (view: ClusterView, kind: FailureKind, { peer, workload, said }: CallFailure) =>
  behind(peer?.service, ({ ref }) => serverSays(view, kind, ref).length > 0) ??
  suspect(view, kind, workload, said.text);

/** A password lives with each caller; what the server lacks or refuses to all lives with the server. */
function isOfCaller(
  view: ClusterView,
  kind: FailureKind,
  first: CallFailure,
  callers: readonly Workload[],
): boolean {
  if (callers.length !== 1) return false;
  const service = first.peer?.service;
  const all = service ? callersOfService(view, service) : [];
  const others = all.filter((caller) => !callers.includes(caller));
  if (OF_CALLER.includes(kind) && (others.length > 0 || all.length <= 1)) return true;
  return isUnknown(first) && others.some((other) => isControl(view, other, first.said));
}

/** Words that no table knows say not whom they blame: one of several callers that fails may ask what no other does. */
const isUnknown = ({ said }: CallFailure): boolean => failureKind(said.text) === undefined;

/**
 * Whether anything comes of it. What a server says of a request is everyday (a row that is there already, a page that
 * nobody has), and words that no table knows may be: they count where the caller's own requests fail, or its pods.
 */
function isFelt(view: ClusterView, kind: FailureKind, failure: CallFailure): boolean {
  const { workload, count } = failure;
  if (!matters(view, workload, count)) return false;
  return (
    (kind !== 'bad-request' && !isUnknown(failure)) ||
    isBroken(workload) ||
    failsRequests(view, workload) ||
    onlyEndpoints(view, failure) !== undefined
  );
}

/** A server without a connection left: who has to change goes by whose connections grew. */
function fullServer(
  view: ClusterView,
  server: Workload,
  group: readonly CallFailure[],
  callers: readonly Workload[],
): Finding {
  const filled = filledBy(view, server, callers);
  const found = make(view, {
    kind: 'connections',
    object: server.ref,
    group,
    explained: [server, ...callers],
    server: undefined,
  });
  if (filled.by === 'client') return takenBy(view, server, filled, found);
  const refusing = isTakenOut(view, server) ? unreachable(found) : found;
  if (filled.by !== 'unknown') return refusing;
  return {
    ...refusing,
    strength: refusing.strength === 'proof' ? 'strong' : refusing.strength,
    against: [...refusing.against, { says: 'holders-unknown' }],
  };
}

/**
 * Whether the server's own readiness probe is refused as well: the kubelet then takes its pods out of the Service, and new
 * calls end nowhere (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes).
 */
const isTakenOut = (view: ClusterView, server: Workload): boolean =>
  ownMessages(view, server).some(
    (message) => message.startsWith('Readiness probe') && failureKind(message) === 'connections',
  );

const unreachable = (found: Finding): Finding =>
  found.cause === 'dependency-error'
    ? { ...found, cause: 'dependency-unreachable', facts: found.facts }
    : found;

/** What a server says of itself, to its own probe as to others. */
const OF_ITSELF: readonly FailureKind[] = KINDS.filter((kind) => kind !== 'bad-request');

/** A server whose own probe reports the error, where no caller's log does. */
function ownWords(view: ClusterView, failures: readonly CallFailure[]): readonly Finding[] {
  return view.workloads.flatMap((workload) => {
    const message = ownMessages(view, workload).findLast((text) =>
      OF_ITSELF.includes(failureKind(text) ?? 'dns'),
    );
    const kind = message && failureKind(message);
    if (!message || !kind || failures.some((failure) => failure.kind === kind)) return [];
    return [
      finding({
        cause: 'dependency-error',
        facts: { ownSettings: false, refuses: refusalIn([message]), peers: namedIn(view, message) },
        object: workload.ref,
        title: {
          says: 'server-fails',
          name: nameOf(view, workload.ref),
          does: doesBy(kind),
          said: quote(message.replace(/^\w+ probe failed: /, '')),
          alone: [],
        },
        strength: 'strong',
        evidence: [{ says: 'own-probe-answered', said: quote(message) }],
        basis: ['pods', 'events'],
        explains: withCallers(view, workload),
      }),
    ];
  });
}

/** Whether the words are exact, and pods fail by them or many lines still say so. */
const isProof = (view: ClusterView, kind: FailureKind, group: readonly CallFailure[]): boolean =>
  !VAGUE.includes(kind) &&
  group.some(
    ({ workload, said, count }) =>
      count >= MANY_LINES ||
      isTelling(view, workload, { ...said, count }, { test: (text) => failureKind(text) === kind }),
  );

/** Lines that name no host, in words of no known server's driver: a program may say the same to its own clients. */
const isNobodys = (group: readonly CallFailure[]): boolean =>
  group.every(({ peer, said }) => peer === undefined && serverPort(said.text) === undefined);

/** Behind the Service that is called stands more than one workload, any of which may have answered. */
const isOneOfSeveral = (group: readonly CallFailure[]): boolean =>
  group.some(({ peer }) => (peer?.service?.workloads.length ?? 0) > 1);

/** Who refuses whom: a server that is blamed, a server that refuses the caller that is blamed, or what that calls. */
function titleOf(
  view: ClusterView,
  { kind, object, group: [first], server }: Blamed,
  alone: readonly FailedEndpoint[],
): Statement {
  const said = first ? quote(gist(first.said.text)) : '';
  if (server) return { says: 'server-refuses-caller', server: server.name, does: doesBy(kind), said, alone };
  if (first?.workload.ref === object)
    return { says: 'upstream-fails', host: first.peer?.host ?? null, does: doesBy(kind), said, alone };
  return { says: 'server-fails', name: nameOf(view, object), does: doesBy(kind), said, alone };
}

const OPEN_NO_MORE = avoid(
  'scale-up',
  'do not scale its callers up, and do not restart them all at once: each pod opens more connections',
);

/** Who is blamed for failures of one kind, and whose symptoms that explains. */
interface Blamed {
  readonly kind: FailureKind;
  readonly object: ObjectRef;
  readonly group: readonly CallFailure[];
  readonly explained: readonly Workload[];
  /** The server that refuses the caller, where that is blamed. */
  readonly server: ObjectRef | undefined;
}

function make(view: ClusterView, blamed: Blamed): Finding {
  const { kind, object, group, explained, server } = blamed;
  const [first] = group;
  const { namespace } = object;
  const said = serverSays(view, kind, server ?? object);
  const own = said.length > 0 ? said : echoed(view, group);
  const guessed = group.every(({ peer }) => peer?.by === 'port');
  // Of several callers each would name its own endpoints: only one that fails alone is told of.
  const only = first && group.length === 1 ? onlyEndpoints(view, first) : undefined;
  const isHint = own.length === 0 && group.every(({ workload, said }) => copesWith(view, workload, said));
  const isSure =
    isProof(view, kind, group) && (own.length > 0 || !(guessed || isNobodys(group) || isOneOfSeveral(group)));
  return finding({
    cause: 'dependency-error',
    facts: {
      ownSettings: false,
      refuses:
        REFUSES[kind] ??
        refusalIn([...group.map((failure) => failure.said.text), ...own.map((words) => words.said)]),
      peers: present(server && calledWorkload(view, server), ...calledBy(view, group)),
    },
    object,
    title: titleOf(view, blamed, only?.endpoints ?? []),
    strength: strengthOf(isSure && !isHint, isHint),
    evidence: [...group.slice(0, 4).map(callsFail), ...present(only), ...own],
    // Nothing says which server a caller uses: it may as well be one outside.
    against: guessed && own.length === 0 ? [{ says: 'server-guessed' }] : [],
    basis: ['logs', 'pods'],
    explains: distinct([
      ...explained.flatMap((workload) => withCallers(view, workload)),
      ...refsOf(group.map(({ workload }) => workload)),
    ]),
    since: group
      .map((failure) => failure.said.first)
      .filter(Boolean)
      .sort()[0],
    actions: [
      look(kubectl(namespace, 'logs', objectWord(object), '--tail=50'), 'what it says itself'),
      ...present(kind === 'connections' && OPEN_NO_MORE),
    ],
  });
}
