import { type ObjectRef, refKey } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import { timeOf } from '../../../text/time.ts';
import { lastSeen } from '../../view/events.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { echoOf } from '../shared/echo.ts';
import { type CallFailure, isServerOf } from '../shared/failures.ts';
import { type FailureKind, failureKind, gist, serverPort } from '../shared/messages.ts';
import { quote, saying } from '../shared/patterns.ts';
import { eventsOf, livePods } from '../shared/pods.ts';
import { isRecent } from '../shared/recent.ts';

/** The one workload whose own probe or own log says the same: which server it is where no line names it. */
export function suspect(
  view: ClusterView,
  kind: FailureKind,
  caller: Workload,
  text: string,
): Workload | undefined {
  const named = byUser(view, caller, text);
  if (named) return named;
  const found = view.workloads.filter(
    (workload) =>
      workload !== caller &&
      workload.ref.namespace === caller.ref.namespace &&
      (ownMessages(view, workload).some((message) => failureKind(message) === kind) ||
        logsItself(view, workload, kind, text)),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a server of that port has written the same kind of refusal into its own log. */
function logsItself(view: ClusterView, workload: Workload, kind: FailureKind, text: string): boolean {
  const port = serverPort(text);
  const serves = workload.spec?.containers.some(({ ports }) =>
    ports.some(({ containerPort }) => containerPort === port),
  );
  return serves === true && saying(view, workload, { test: (line) => failureKind(line) === kind }).length > 0;
}

/** The one server that is configured with the user or database that the line names in quotes ("for user 'app'"). */
function byUser(view: ClusterView, caller: Workload, text: string): Workload | undefined {
  const name = /(?:user|role|database) ['"]([^'"@]{1,63})['"]/i.exec(text)?.[1];
  const port = serverPort(text);
  if (!name || port === undefined) return undefined;
  const found = view.workloads.filter(
    ({ ref, spec }) =>
      ref.namespace === caller.ref.namespace &&
      ref.name !== caller.ref.name &&
      spec?.containers.some(
        ({ ports, env }) =>
          ports.some(({ containerPort }) => containerPort === port) &&
          env.some(({ value }) => value === name),
      ),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** What a server says itself: all of them quote it. */
export type OwnWords = Statement<'own-log-says' | 'own-probe-answered'>;

/** What the server says itself, in its log or to its own probe: two sides that say the same. */
export function serverSays(view: ClusterView, kind: FailureKind, ref: ObjectRef): readonly OwnWords[] {
  const workload = view.owners.byKey.get(refKey(ref));
  return workload ? [...ownLog(view, kind, workload), ...ownProbe(view, kind, workload)] : [];
}

/** The lines of the server's own log that its callers pass on, where that is how it is known. */
export function echoed(view: ClusterView, failures: readonly CallFailure[]): readonly OwnWords[] {
  const first = failures.find(({ peer }) => peer?.by === 'echo');
  const echo = first && echoOf(view, first.workload, first.said.text);
  if (!echo) return [];
  const { count, first: from, example } = echo.pattern;
  return [{ says: 'own-log-says', lines: count, from: timeOf(from) ?? null, said: quote(gist(example)) }];
}

const ownProbe = (view: ClusterView, kind: FailureKind, workload: Workload): readonly OwnWords[] =>
  ownMessages(view, workload)
    .filter((message) => failureKind(message) === kind)
    .slice(-1)
    .map((message) => ({ says: 'own-probe-answered', said: quote(message) }));

function ownLog(view: ClusterView, kind: FailureKind, workload: Workload): readonly OwnWords[] {
  const said = saying(view, workload, { test: (line) => failureKind(line) === kind })[0];
  return said && isServerOf(workload, said)
    ? [
        {
          says: 'own-log-says',
          lines: said.count,
          from: said.first ? (timeOf(said.first) ?? view.now) : null,
          said: quote(gist(said.text)),
        },
      ]
    : [];
}

/** What a workload's own probes were answered, lately. */
export const ownMessages = (view: ClusterView, workload: Workload): readonly string[] => {
  const live = new Set(livePods(workload).map(({ metadata }) => metadata.name));
  return eventsOf(view, workload)
    .filter(
      (event) =>
        event.reason === 'Unhealthy' &&
        live.has(event.involvedObject.name) &&
        isRecent(view, lastSeen(event)),
    )
    .map(({ message }) => message);
};
