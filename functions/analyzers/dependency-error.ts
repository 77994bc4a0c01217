import type { Analyzer } from '../core/analyzer.ts';
import { avoid, look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { objectWord } from '../core/command/word.ts';
import type { Finding } from '../core/finding.ts';
import { type ObjectRef, refKey } from '../core/object-ref.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { failureText } from './support/failure-text.ts';
import { callersOfService, type Failure, failuresOf, refsOf } from './support/failures.ts';
import { distinct, finding, strengthOf, withCallers } from './support/finding.ts';
import { copesWith, MANY_LINES, matters } from './support/health.ts';
import { isTelling } from './support/last-words.ts';
import { type FailureKind, failureKind, gist, serverPort } from './support/messages.ts';
import { onlyEndpoints } from './support/only-endpoints.ts';
import { quote } from './support/patterns.ts';
import { dependencyWorkload } from './support/playbook-dependency.ts';
import { isDegraded, liveContainers } from './support/pods.ts';
import { refusalIn } from './support/refusal.ts';
import { ownMessages, serverSays, suspect } from './support/server.ts';

/**
 * The dependency is there and answers with an error: no connection left, wrong password, read-only, shutting down.
 * It is named where the lines, its own probe or the callers' settings say which one it is. A wrong password of one
 * caller is that caller's; a database that refuses everybody, its own probe too, cannot be reached any more.
 */
export const dependencyError: Analyzer = {
  name: 'dependency-error',
  needs: ['logs', 'pods'],
  causes: ['dependency-error', 'dependency-unreachable'],
  analyze: (view) => {
    const failures = failuresOf(view).filter(({ kind }) => KINDS.includes(kind));
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
  'unauthorized',
  'failed-request',
];
/** What a caller may bring about by its own settings alone. */
const OF_CALLER: readonly FailureKind[] = ['auth', 'unauthorized'];
/** What says that something is wrong, and not what: never proof. */
const VAGUE: readonly FailureKind[] = ['server-says', 'unauthorized', 'failed-request'];

const DOES: Readonly<Record<string, string>> = {
  connections: 'refuses connections',
  auth: 'refuses the credentials',
  unauthorized: 'refuses the credentials',
  'read-only': 'is read-only',
  full: 'has no room left',
};

/** `PostgreSQL refuses connections, "too many clients already"`: by the playbook's name for it, where it has one. */
function titleOf(view: ClusterView, kind: FailureKind, object: ObjectRef, said: string): string {
  const known = view.playbook.dependencies.find(({ name }) => {
    const workload = dependencyWorkload(view, name);
    return workload !== undefined && refKey(workload.ref) === refKey(object);
  });
  return `${known?.name ?? 'it'} ${DOES[kind] ?? 'answers with an error'}, "${said}"`;
}

function judge(view: ClusterView, kind: FailureKind, failures: readonly Failure[]): readonly Finding[] {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const dependency =
      failure.peer?.service?.workloads[0] ?? suspect(view, kind, failure.workload, failure.said.text);
    const key = dependency ? refKey(dependency.ref) : `caller ${refKey(failure.workload.ref)}`;
    groups.set(key, [...(groups.get(key) ?? []), failure]);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    if (!first) return [];
    const dependency =
      first.peer?.service?.workloads[0] ?? suspect(view, kind, first.workload, first.said.text);
    const callers = [...new Map(group.map(({ workload }) => [refKey(workload.ref), workload])).values()];
    const service = first.peer?.service;
    const all = service ? callersOfService(view, service) : [];
    const others = all.filter((caller) => !callers.includes(caller));
    // A password lives with each caller; what the server lacks or refuses to all lives with the server.
    const blamesCaller =
      !dependency ||
      (OF_CALLER.includes(kind) && callers.length === 1 && (others.length > 0 || all.length <= 1));
    if (!group.some(({ workload, count }) => matters(view, workload, count))) return [];
    return blamesCaller
      ? callers.map((caller) =>
          make(
            view,
            kind,
            caller.ref,
            group.filter(({ workload }) => workload === caller),
            [caller],
            'dependency-error',
            dependency?.ref,
          ),
        )
      : [
          make(
            view,
            kind,
            dependency.ref,
            group,
            [dependency, ...callers],
            total(view, kind, dependency, callers) ? 'dependency-unreachable' : 'dependency-error',
            undefined,
          ),
        ];
  });
}

/** True when the database lets nobody in: its own probe is refused and callers cannot even start. */
function total(
  view: ClusterView,
  kind: FailureKind,
  dependency: Workload,
  callers: readonly Workload[],
): boolean {
  return (
    kind === 'connections' &&
    ownMessages(view, dependency).some((message) => failureKind(message) === 'connections') &&
    callers.some(
      (caller) =>
        isDegraded(caller) && liveContainers(caller).some(({ status }) => (status?.restartCount ?? 0) > 0),
    )
  );
}

/** A server whose own probe reports the error, where no caller's log does. */
function ownWords(view: ClusterView, failures: readonly Failure[]): readonly Finding[] {
  return view.workloads.flatMap((workload) => {
    const message = ownMessages(view, workload).findLast((text) =>
      KINDS.includes(failureKind(text) ?? 'dns'),
    );
    const kind = message && failureKind(message);
    if (!message || !kind || failures.some((failure) => failure.kind === kind)) return [];
    return [
      finding({
        cause: 'dependency-error',
        facts: { ownSettings: false, refuses: refusalIn([message]) },
        object: workload.ref,
        title: titleOf(view, kind, workload.ref, quote(message.replace(/^\w+ probe failed: /, ''))),
        strength: 'strong',
        evidence: [`its own probe was answered: ${quote(message)}`],
        basis: ['pods', 'events'],
        explains: withCallers(view, workload),
      }),
    ];
  });
}

/** Nothing says which server a caller uses: it may as well be one outside. */
const GUESSED = 'no line or setting names it: it is the only server of its kind here';

/** Whether the words are exact, and pods fail by them or many lines still say so. */
const isProof = (view: ClusterView, kind: FailureKind, group: readonly Failure[]): boolean =>
  !VAGUE.includes(kind) &&
  group.some(
    ({ workload, said, count }) =>
      count >= MANY_LINES ||
      isTelling(view, workload, { ...said, count }, { test: (text) => failureKind(text) === kind }),
  );

/** Lines that name no host, in words of no known server's driver: a program may say the same to its own clients. */
const isNobodys = (group: readonly Failure[]): boolean =>
  group.every(({ peer, said }) => peer === undefined && serverPort(said.text) === undefined);

function make(
  view: ClusterView,
  kind: FailureKind,
  object: ObjectRef,
  group: readonly Failure[],
  explained: readonly Workload[],
  cause: 'dependency-error' | 'dependency-unreachable',
  server: ObjectRef | undefined,
): Finding {
  const first = group[0];
  const said = first ? quote(gist(first.said.text)) : '';
  const { namespace } = object;
  const own = serverSays(view, kind, server ?? object);
  const guessed = group.every(({ peer }) => peer?.by === 'port');
  // Of several callers each would name its own endpoints: only one that fails alone is told of.
  const only = first && group.length === 1 ? onlyEndpoints(view, first) : undefined;
  const ofNoServer =
    first?.workload.ref === object
      ? `${first.peer?.host ?? 'what it calls'} ${DOES[kind] ?? 'answers with an error'}, "${said}"`
      : titleOf(view, kind, object, said);
  const title = server ? `${server.name} refuses it: "${said}"` : ofNoServer;
  const isHint = own.length === 0 && group.every(({ workload, said }) => copesWith(view, workload, said));
  const isSure = isProof(view, kind, group) && (own.length > 0 || !(guessed || isNobodys(group)));
  return finding({
    cause,
    facts: { ownSettings: false, refuses: refusalIn([...group.map(({ said }) => said.text), ...own]) },
    object,
    title: only ? `${title}, at ${only.names} alone` : title,
    strength: strengthOf(isSure && !isHint, isHint),
    evidence: [
      ...group.slice(0, 4).map((failure) => failureText(view, failure)),
      ...(only ? [only.evidence] : []),
      ...own,
    ],
    against: guessed && own.length === 0 ? [GUESSED] : [],
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
      ...(kind === 'connections'
        ? [
            avoid(
              'do not scale its callers up, and do not restart them all at once: each pod opens more connections',
            ),
          ]
        : []),
    ],
  });
}
