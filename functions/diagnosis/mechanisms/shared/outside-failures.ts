import type { NamedBy } from '../../../model/named-by.ts';
import { refKey } from '../../../model/object-ref.ts';
import { perView } from '../../view/memo.ts';
import { isOutside, type OutsideHost, outsideNamedIn } from '../../view/outside.ts';
import { peerOf } from '../../view/peers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { hasEnded } from './ended.ts';
import { saysExpired } from './expired.ts';
import { isControl } from './health.ts';
import { type FailureKind, failureKind } from './messages.ts';
import { type Saying, saying } from './patterns.ts';
import { isRefusedByRate, isSpent } from './rate-limit.ts';

/** What a host outside does to who calls it. */
export type OutsideTrouble =
  | 'expired'
  | 'spent'
  | 'limits'
  | 'refuses-key'
  | 'answers-error'
  | 'no-answer'
  | 'no-tls'
  | 'unreached';

/** One workload's failing calls to one host outside, in one way. */
export interface OutsideFailure {
  readonly workload: Workload;
  readonly host: OutsideHost;
  readonly trouble: OutsideTrouble;
  readonly said: Saying;
  readonly count: number;
  /** All lines that say so. */
  readonly texts: ReadonlySet<string>;
}

/** A name that does not resolve is the resolver's or the setting's; what is asked wrongly is the caller's. */
const BY_KIND: Readonly<Partial<Record<FailureKind, OutsideTrouble>>> = {
  auth: 'refuses-key',
  unauthorized: 'refuses-key',
  connections: 'answers-error',
  'read-only': 'answers-error',
  full: 'answers-error',
  'server-says': 'answers-error',
  'failed-request': 'answers-error',
  certificate: 'no-tls',
  refused: 'unreached',
  timeout: 'unreached',
  unavailable: 'unreached',
  'no-answer': 'no-answer',
};

/** What a line says that a host outside does; undefined where it says nothing of it. */
function troubleIn(text: string): OutsideTrouble | undefined {
  if (saysExpired(text)) return 'expired';
  if (isSpent(text)) return 'spent';
  if (isRefusedByRate(text)) return 'limits';
  const kind = failureKind(text);
  return kind && BY_KIND[kind];
}

/** Ways to fail that lie on the caller's side where several hosts outside show them at once. */
const NOT_REACHED: readonly OutsideTrouble[] = ['unreached', 'no-answer', 'no-tls'];

/**
 * Failing calls that lie with a host outside, most frequent first. Not with it: where several hosts outside cannot be
 * reached at once, for the way out is what they have in common; and where one of several callers fails, while requests
 * to another succeed.
 */
export const outsideFailures = perView((view): readonly OutsideFailure[] => {
  const found = view.workloads.flatMap((workload) => inLogsOf(view, workload));
  return found
    .filter((failure) => !isWayOut(failure, found) && !isOneOfSeveral(view, failure, found))
    .sort((a, b) => b.count - a.count);
});

/** Whether a line of a workload tells of a failure that lies with a host outside: nobody inside is to blame for it. */
export const liesOutside = (view: ClusterView, workload: Workload, { text }: Pick<Saying, 'text'>): boolean =>
  outsideFailures(view).some((failure) => failure.workload === workload && failure.texts.has(text));

function inLogsOf(view: ClusterView, workload: Workload): readonly OutsideFailure[] {
  const found = new Map<string, OutsideFailure>();
  for (const said of saying(view, workload, TROUBLE)) {
    const trouble = troubleIn(said.text);
    if (!trouble || hasEnded(view, workload, said)) continue;
    const host = hostIn(view, workload, said);
    if (!host) continue;
    const key = `${trouble} ${host.host}`;
    const known = found.get(key);
    const count = (known?.count ?? 0) + said.count;
    const texts = new Set([...(known?.texts ?? []), said.text]);
    found.set(key, { ...(known ?? { workload, host, trouble, said }), count, texts });
  }
  return [...found.values()];
}

const TROUBLE = { test: (text: string): boolean => troubleIn(text) !== undefined };

/** The host outside that a line names, by its name or by a word; none where it names a host of the cluster. */
function hostIn(
  view: ClusterView,
  workload: Workload,
  { text, peers }: Pick<Saying, 'text' | 'peers'>,
): OutsideHost | undefined {
  const named = peers.map(peerOf);
  if (named.some(({ host }) => view.services.byHost(host, workload.ref.namespace))) return undefined;
  const outside = named.find(({ host }) => isOutside(view, host, isSetUp(view, workload, host)));
  if (outside) return outside;
  return named.length > 0 ? undefined : outsideNamedIn(view, workload, text);
}

const isSetUp = (view: ClusterView, workload: Workload, host: string): boolean =>
  view.calls.from(workload).some((call) => call.via.kind !== 'log' && call.host === host);

const isWayOut = ({ workload, host, trouble }: OutsideFailure, all: readonly OutsideFailure[]): boolean =>
  NOT_REACHED.includes(trouble) &&
  all.some(
    (other) =>
      other.workload === workload && other.host.host !== host.host && NOT_REACHED.includes(other.trouble),
  );

function isOneOfSeveral(
  view: ClusterView,
  { workload, host, said }: OutsideFailure,
  all: readonly OutsideFailure[],
): boolean {
  const failing = new Set(
    all.filter((other) => other.host.host === host.host).map((other) => refKey(other.workload.ref)),
  );
  if (failing.size > 1) return false;
  return view.workloads.some(
    (other) =>
      other !== workload && callsBeside(view, other, workload, host.host) && isControl(view, other, said),
  );
}

/** By settings of its own: the playbook, and a ConfigMap that both read, name a host to whoever calls it or not. */
function callsBeside(view: ClusterView, other: Workload, workload: Workload, host: string): boolean {
  const maps = new Set(view.calls.from(workload).flatMap(({ via }) => mapOf(via) ?? []));
  return view.calls
    .from(other)
    .some(({ via, host: called }) => called === host && via.kind !== 'log' && !maps.has(mapOf(via) ?? ''));
}

const mapOf = (via: NamedBy): string | undefined => (via.kind === 'config-map' ? via.configMap : undefined);
