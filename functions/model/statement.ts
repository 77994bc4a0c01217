import type { CloudStatements } from './statements/cloud.ts';
import type { ClusterStatements } from './statements/cluster.ts';
import type { DependencyStatements } from './statements/dependencies.ts';
import type { DifferenceStatements } from './statements/differences.ts';
import type { LoadStatements } from './statements/load.ts';
import type { NetworkStatements } from './statements/network.ts';
import type { PodStatements } from './statements/pods.ts';
import type { RankStatements } from './statements/rank.ts';
import type { RolloutStatements } from './statements/rollout.ts';
import type { SchedulingStatements } from './statements/scheduling.ts';
import type { SharedStatements } from './statements/shared.ts';
import type { Stated } from './statements/stated.ts';
import type { StorageStatements } from './statements/storage.ts';
import type { SymptomStatements } from './statements/symptoms.ts';

/** What can be stated, by name; each family of mechanisms has its own. */
export interface Statements
  extends SharedStatements,
    PodStatements,
    SchedulingStatements,
    StorageStatements,
    NetworkStatements,
    DependencyStatements,
    LoadStatements,
    RolloutStatements,
    DifferenceStatements,
    ClusterStatements,
    CloudStatements,
    RankStatements,
    SymptomStatements {}

export type StatementName = keyof Statements;

/**
 * One thing that is so, as data: `says` names it, the rest are its facts. `writing/statements` is the only place where
 * it is put into words, and nothing is decided by those. Facts are plain JSON: times in ms UTC, sizes in bytes. What
 * others wrote (a log line, an event's message) is a fact as `said`: it is quoted, and decides nothing.
 */
export type Statement<Name extends StatementName = StatementName> = Stated<Statements, Name>;
