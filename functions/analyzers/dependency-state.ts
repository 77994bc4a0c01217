import type { Analyzer } from '../core/analyzer.ts';
import type { DependencyState } from '../core/evidence.ts';
import type { Finding } from '../core/finding.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { finding, withCallers } from './support/finding.ts';
import { type FailureKind, failureKind } from './support/messages.ts';
import { quote } from './support/patterns.ts';
import { dependencyWorkload } from './support/playbook-dependency.ts';

type Row = Readonly<Record<string, string>>;

/** From this share of a limit on, the next burst is refused. */
const NEARLY_ALL = 0.95;
/** Sessions that wait for a lock, or sit in an open transaction, before these are more than a moment's. */
const MANY_SESSIONS = 5;
/** Answers that say what the dependency itself lacks. */
const REFUSALS: readonly FailureKind[] = ['connections', 'full', 'server-says', 'read-only'];

/**
 * What a dependency says of itself when it is asked: PostgreSQL's pg_stat_activity
 * (https://www.postgresql.org/docs/current/monitoring-stats.html), MySQL's status, Redis' INFO
 * (https://redis.io/docs/latest/commands/info/). A number near its limit is said as it is; whether it broke anything
 * is for the error lines to say.
 */
export const dependencyState: Analyzer = {
  name: 'dependency-state',
  needs: ['dependencystate'],
  causes: ['dependency-error', 'slow-dependency'],
  analyze: (view) =>
    view.evidence.all('dependencystate').flatMap((state) => {
      const workload = dependencyWorkload(view, state.dependency);
      return workload ? state.rows.flatMap((row) => judge(view, workload, state, row)) : [];
    }),
};

function judge(view: ClusterView, workload: Workload, state: DependencyState, row: Row): readonly Finding[] {
  const full = fullness(row);
  const refused = row.error ? failureKind(row.error) : undefined;
  const broken = redisTrouble(row);
  const make = (
    cause: Finding['cause'],
    title: string,
    strength: Finding['strength'],
    evidence: string,
  ): Finding =>
    finding({
      cause,
      object: workload.ref,
      title,
      strength,
      evidence: [`${evidence} (${state.asked}, asked in ${state.from})`],
      basis: ['dependencystate'],
      explains: withCallers(view, workload),
    });
  return [
    ...(full ? [make('dependency-error', full, 'strong', full)] : []),
    ...(refused !== undefined && REFUSALS.includes(refused)
      ? [
          make(
            'dependency-error',
            `it refuses: "${quote(row.error ?? '')}"`,
            'strong',
            `it answered: ${quote(row.error ?? '')}`,
          ),
        ]
      : []),
    ...(broken ? [make('dependency-error', broken, 'strong', broken)] : []),
    ...(number(row.waiting_for_lock) >= MANY_SESSIONS
      ? [
          make(
            'slow-dependency',
            `${row.waiting_for_lock} sessions wait for a lock`,
            'strong',
            `${row.waiting_for_lock} sessions wait for a lock, ${row.idle_in_transaction ?? '0'} are idle in a transaction`,
          ),
        ]
      : []),
  ];
}

const number = (text: string | undefined): number => Number(text) || 0;

/** "97 of 100 connections are taken", for each server's own names of the two numbers. */
function fullness(row: Row): string | undefined {
  const pairs: readonly (readonly [string | undefined, string | undefined])[] = [
    [row.connections, row.max_connections],
    [row.Threads_connected, row.max_connections],
    [row.connected_clients, row.maxclients],
  ];
  const full = pairs.find(
    ([taken, limit]) => number(limit) > 0 && number(taken) >= number(limit) * NEARLY_ALL,
  );
  return full ? `${full[0]} of ${full[1]} connections are taken` : undefined;
}

function redisTrouble(row: Row): string | undefined {
  if (row.rdb_last_bgsave_status === 'err') return 'it cannot save to disk, and refuses writes (MISCONF)';
  if (row.loading === '1') return 'it is loading its data, and refuses commands';
  if (row.role === 'slave' && row.master_link_status === 'down') return 'it is a replica without its master';
  const limit = number(row.maxmemory);
  return limit > 0 && number(row.used_memory) >= limit * NEARLY_ALL && row.maxmemory_policy === 'noeviction'
    ? `its memory is full (${row.used_memory} of ${row.maxmemory} bytes), and it may not evict`
    : undefined;
}
