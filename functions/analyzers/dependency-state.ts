import type { Analyzer } from '../core/analyzer.ts';
import type { DependencyState } from '../core/evidence.ts';
import type { CauseFacts, Refusal } from '../core/facts.ts';
import type { Finding } from '../core/finding.ts';
import { INSPECTIONS } from '../core/servers/index.ts';
import type { Row } from '../core/servers/server.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { finding, withCallers } from './support/finding.ts';
import { type FailureKind, failureKind } from './support/messages.ts';
import { quote } from './support/patterns.ts';
import { dependencyWorkload } from './support/playbook-dependency.ts';
import { refusalIn } from './support/refusal.ts';

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
  const broken = troubleOf(row);
  const make = (cause: CauseFacts, title: string, strength: Finding['strength'], evidence: string): Finding =>
    finding({
      ...cause,
      object: workload.ref,
      title,
      strength,
      evidence: [`${evidence} (${state.asked}, asked in ${state.from})`],
      basis: ['dependencystate'],
      explains: withCallers(view, workload),
    });
  return [
    ...(full ? [make(errorOf('connections'), full, 'strong', full)] : []),
    ...(refused !== undefined && REFUSALS.includes(refused)
      ? [
          make(
            errorOf(refusalIn([row.error ?? ''])),
            `it refuses: "${quote(row.error ?? '')}"`,
            'strong',
            `it answered: ${quote(row.error ?? '')}`,
          ),
        ]
      : []),
    ...(broken ? [make(errorOf(refusalIn([broken])), broken, 'strong', broken)] : []),
    ...(number(row.waiting_for_lock) >= MANY_SESSIONS
      ? [
          make(
            { cause: 'slow-dependency' },
            `${row.waiting_for_lock} sessions wait for a lock`,
            'strong',
            `${row.waiting_for_lock} sessions wait for a lock, ${row.idle_in_transaction ?? '0'} are idle in a transaction`,
          ),
        ]
      : []),
  ];
}

const errorOf = (refuses: Refusal | undefined): CauseFacts => ({
  cause: 'dependency-error',
  facts: { ownSettings: false, refuses },
});

const number = (text: string | undefined): number => Number(text) || 0;

const ASKED = Object.values(INSPECTIONS);

/** "97 of 100 connections are taken", for each server's own names of the two numbers. */
function fullness(row: Row): string | undefined {
  const full = ASKED.map(({ taken: [taken, limit] }) => ({ taken: row[taken], limit: row[limit] })).find(
    ({ taken, limit }) => number(limit) > 0 && number(taken) >= number(limit) * NEARLY_ALL,
  );
  return full && `${full.taken} of ${full.limit} connections are taken`;
}

/** What else a row says is wrong: each server has names of its own for it. */
const troubleOf = (row: Row): string | undefined =>
  ASKED.map(({ trouble }) => trouble?.(row)).find((trouble) => trouble !== undefined);
