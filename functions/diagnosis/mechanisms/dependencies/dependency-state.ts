import type { CalledHost } from '../../../model/called-host.ts';
import type { DependencyState } from '../../../model/evidence.ts';
import type { CauseFacts, Refusal } from '../../../model/facts.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ServerAnswer, ServerTrouble } from '../../../model/statements/servers.ts';
import { INSPECTIONS } from '../../../servers/index.ts';
import type { Row } from '../../../servers/server.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { namedIn } from '../shared/called.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { type FailureKind, failureKind } from '../shared/messages.ts';
import { quote } from '../shared/patterns.ts';
import { refusalIn } from '../shared/refusal.ts';
import { dependencyWorkload } from './playbook-dependency.ts';

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
  const waiting = number(row.waiting_for_lock);
  const refused = row.error ? failureKind(row.error) : undefined;
  const broken = troubleOf(row);
  const peers = namedIn(view, state.dependency);
  const make = (cause: CauseFacts, title: Statement, answer: ServerAnswer): Finding =>
    finding({
      ...cause,
      object: workload.ref,
      title,
      strength: 'strong',
      evidence: [{ says: 'server-asked', answer, asked: state.asked, from: state.from }],
      basis: ['dependencystate'],
      explains: withCallers(view, workload),
    });
  return [
    ...(full ? [make(errorOf('connections', peers), full, full)] : []),
    ...(refused !== undefined && REFUSALS.includes(refused)
      ? [
          make(
            errorOf(refusalIn([row.error ?? '']), peers),
            { says: 'asked-and-refused', said: quote(row.error ?? '') },
            { says: 'asked-and-answered', said: quote(row.error ?? '') },
          ),
        ]
      : []),
    ...(broken ? [make(errorOf(undefined, peers), broken, broken)] : []),
    ...(waiting >= MANY_SESSIONS
      ? [
          make(
            { cause: 'slow-dependency', facts: { peers } },
            { says: 'sessions-wait-for-lock', waiting },
            { says: 'sessions-wait-and-idle', waiting, idle: number(row.idle_in_transaction) },
          ),
        ]
      : []),
  ];
}

const errorOf = (refuses: Refusal | undefined, peers: readonly CalledHost[]): CauseFacts => ({
  cause: 'dependency-error',
  facts: { ownSettings: false, refuses, peers },
});

const number = (text: string | undefined): number => Number(text) || 0;

const ASKED = Object.values(INSPECTIONS);

/** Connections that are nearly all taken, by each server's own names of the two numbers. */
function fullness(row: Row): Statement<'connections-taken'> | undefined {
  const full = ASKED.map(({ taken: [taken, limit] }) => ({
    taken: number(row[taken]),
    limit: number(row[limit]),
  })).find(({ taken, limit }) => limit > 0 && taken >= limit * NEARLY_ALL);
  return full && { says: 'connections-taken', ...full };
}

/** What else a row says is wrong: each server has names of its own for it. */
const troubleOf = (row: Row): ServerTrouble | undefined =>
  ASKED.map(({ trouble }) => trouble?.(row)).find((trouble) => trouble !== undefined);
