import type { LogLevel, LogPattern } from '../../../model/log-summary.ts';
import { refKey } from '../../../model/object-ref.ts';
import { perView } from '../../view/memo.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { saysTheSame, wordsOf } from './same-words.ts';

/** A called workload whose own log says the same, and its lines. */
export interface Echo {
  readonly service: ServiceView;
  readonly workload: Workload;
  readonly pattern: LogPattern;
}

/** What a program writes when something goes wrong. */
const WRONG: readonly LogLevel[] = ['fatal', 'error', 'warn', 'unknown'];
/** So many of a log's patterns are compared, most frequent first. */
const MAX_PATTERNS = 20;
const MINUTE_MS = 60_000;

/**
 * The one called workload whose own log has the same message in the same minutes: a caller passes on what a server
 * said, in whatever words. Where several along a chain of calls have it, it is the last, for the others pass it on as
 * well; undefined where none or more than one has. Of a caller whose settings are in a Secret, which is never read, it
 * may be any of its namespace that serves and does not call it.
 */
export function echoOf(view: ClusterView, caller: Workload, text: string): Echo | undefined {
  const words = wordsOf(text);
  const minutes = minutesOf(view, caller, text);
  const isSame = (entry: LogPattern): boolean =>
    saysTheSame(words, wordsOf(entry.example)) && overlaps(minutes, entry);
  const said = amongCallees(view, caller, isSame);
  const found = said.size > 0 || !hasSecrets(caller) ? said : amongServing(view, caller, isSame);
  const last = [...found.values()].filter(({ workload }) => !passesOn(view, workload, found));
  return last.length === 1 ? last[0] : undefined;
}

type Echoes = ReadonlyMap<string, Echo>;
type IsSame = (entry: LogPattern) => boolean;

function amongCallees(view: ClusterView, caller: Workload, isSame: IsSame): Echoes {
  const said = new Map<string, Echo>();
  const queue = [caller];
  const seen = new Set([refKey(caller.ref)]);
  for (let from = queue.pop(); from; from = queue.pop())
    for (const { service, workload } of calledFrom(view, from)) {
      const key = refKey(workload.ref);
      if (seen.has(key)) continue;
      seen.add(key);
      const pattern = complaintsOf(view)(workload).find(isSame);
      if (pattern === undefined) continue;
      said.set(key, { service, workload, pattern });
      queue.push(workload);
    }
  return said;
}

/** Whom its settings name. */
const calledFrom = (view: ClusterView, from: Workload) =>
  view.calls
    .from(from)
    .flatMap(({ service, via }) =>
      via.kind === 'log' || service === undefined
        ? []
        : service.workloads.map((workload) => ({ service, workload })),
    );

function amongServing(view: ClusterView, caller: Workload, isSame: IsSame): Echoes {
  const callers = new Set(view.calls.callersOf(caller.ref).map(refKey));
  const said = new Map<string, Echo>();
  for (const service of view.services.all)
    for (const workload of service.workloads) {
      const key = refKey(workload.ref);
      if (workload === caller || callers.has(key) || workload.ref.namespace !== caller.ref.namespace)
        continue;
      const pattern = complaintsOf(view)(workload).find(isSame);
      if (pattern !== undefined) said.set(key, { service, workload, pattern });
    }
  return said;
}

const hasSecrets = ({ spec }: Workload): boolean =>
  spec?.volumes.some(({ secret }) => secret !== undefined) === true ||
  spec?.containers.some(
    ({ env, envFrom }) =>
      env.some(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined) ||
      envFrom.some(({ secretRef }) => secretRef !== undefined),
  ) === true;

/** Whether a workload calls another one that says the same. */
const passesOn = (view: ClusterView, workload: Workload, said: Echoes): boolean =>
  view.calls
    .from(workload)
    .some(
      ({ via, service }) =>
        via.kind !== 'log' &&
        service?.workloads.some((callee) => callee !== workload && said.has(refKey(callee.ref))),
    );

const complaintsOf = perView((view) => {
  const known = new Map<string, readonly LogPattern[]>();
  return (workload: Workload): readonly LogPattern[] => {
    const key = refKey(workload.ref);
    const found =
      known.get(key) ??
      view.logs
        .of(workload)
        .flatMap(({ summary }) => summary.patterns.slice(0, MAX_PATTERNS))
        .filter(({ level }) => WRONG.includes(level));
    known.set(key, found);
    return found;
  };
});

/** The minutes of a caller's lines, by their start (epoch / 60 s). */
const minutesOf = (view: ClusterView, caller: Workload, text: string): ReadonlySet<number> =>
  new Set(
    view.logs
      .of(caller)
      .flatMap(({ summary }) => summary.patterns.filter(({ example }) => example === text))
      .flatMap(minutesOfPattern),
  );

/** Clocks of two nodes, and a minute's edge. */
const overlaps = (minutes: ReadonlySet<number>, pattern: LogPattern): boolean =>
  minutesOfPattern(pattern).some((at) => minutes.has(at) || minutes.has(at - 1) || minutes.has(at + 1));

function minutesOfPattern({ minutes, first, last }: LogPattern): readonly number[] {
  const counted = Object.keys(minutes).map(Number);
  if (counted.length > 0) return counted;
  return [first, last].map((at) => Math.floor(Date.parse(at) / MINUTE_MS)).filter(Number.isFinite);
}
