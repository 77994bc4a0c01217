import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { OwnResource } from '../../../model/statements/load.ts';
import { anyAsWritten, anyOf, type Words } from '../../../text/any-of.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { liveContainers, livePods } from '../shared/pods.ts';
import { claimsOf, NO_ROOM, passesOn, runsServer } from '../shared/room.ts';
import { fullArea, makeRoom, runtimeMemory } from '../shared/runtime-memory.ts';
import { linesOf, saidStill } from './said-still.ts';
import { tellingOf } from './telling-of.ts';

interface Resource {
  readonly name: OwnResource;
  readonly says: Words;
  readonly against?: Statement;
}

/** What a program runs out of while it goes on: by the words of its runtime, its pool or the kernel's errno. */
const RESOURCES: readonly Resource[] = [
  {
    name: 'threads',
    says: /unable to create (?:new )?native thread|can't start new thread|pthread_create failed|RejectedExecutionException/,
  },
  {
    // JVM, .NET, Python, Ruby: the runtime's own limit, which the kernel does not see.
    name: 'runtime-memory',
    says: anyOf(
      [
        /OutOfMemoryError/,
        /System\.OutOfMemoryException/,
        /\bMemoryError\b/,
        /NoMemoryError/,
        /JavaScript heap out of memory/,
        /\bENOMEM\b/,
        /[Cc]annot allocate memory/,
      ],
      '',
    ),
  },
  { name: 'file-descriptors', says: /\bEMFILE\b|\bENFILE\b|[Tt]oo many open files/ },
  {
    name: 'disk-space',
    says: NO_ROOM,
  },
  { name: 'local-ports', says: /\bEADDRNOTAVAIL\b|[Cc]annot assign requested address/ },
  {
    name: 'pool-connections',
    says: anyAsWritten([
      // HikariCP 6; commons-dbcp and commons-pool 2, Jedis 5; Tomcat JDBC 11; c3p0 0.10; R2DBC pool 1.
      /Connection is not available, request timed out after/,
      /Could not get a resource from the pool/,
      /Timeout waiting for (?:idle object|connection from pool)/,
      /Pool empty\. Unable to fetch a connection in \d+ seconds/,
      /An attempt by a client to checkout a Connection has timed out/,
      /Connection acquisition timed out after/,
      // SQLAlchemy 2; psycopg_pool 3; ActiveRecord 8; ADO.NET; DBConnection 2 (Ecto).
      /QueuePool limit of size/,
      /couldn't get a connection after [\d.]+ sec/,
      /could not obtain a (?:database )?connection (?:from the pool )?within/,
      /prior to obtaining a connection from the pool/,
      /connection not available and request was dropped from queue after/,
      // sqlx 0.8; r2d2 0.8; deadpool 0.12; Knex 3; Prisma 6; Sequelize 6; go-redis 9; drivers of MongoDB.
      /pool timed out while waiting for an open connection/,
      /timed out waiting for connection(?! to\b)/,
      /Timeout occurred while waiting for a slot to become available/,
      /Timeout acquiring a connection/,
      /Timed out fetching a new connection from the connection pool/,
      /ConnectionAcquireTimeoutError/,
      /connection pool timeout/,
      /WaitQueueTimeoutError/,
      /[Tt]imed out (?:after \d+ ms )?while waiting for a connection from ConnectionPool/,
      /[Tt]imed out while checking out a connection from connection pool/,
      /connection pool (?:is )?exhausted/,
    ]),
    against: { says: 'pool-does-not-say-why' },
  },
];

/**
 * A program that goes on serving and says that it has run out of something of its own. One that ends by it is told by
 * those who look at its end; a server's refusal of its clients is not its own want.
 */
export const ownResources: Analyzer = {
  name: 'own-resources',
  needs: ['logs', 'pods'],
  causes: ['resource-exhausted'],
  analyze: (view) =>
    view.workloads.flatMap((workload) =>
      endsByIt(workload)
        ? []
        : tellingOf(
            view,
            workload,
            RESOURCES.flatMap((resource) => judge(view, workload, resource)),
          ),
    ),
};

/** True when its containers end and start again. */
const endsByIt = (workload: Workload): boolean =>
  liveContainers(workload).some(
    ({ status }) => status?.state.waiting !== undefined || status?.state.terminated !== undefined,
  );

function judge(view: ClusterView, workload: Workload, { name, says, against }: Resource) {
  const isServer = runsServer(workload);
  const said = saidStill(view, workload, says, ({ text }) => isServer || !passesOn(text));
  if (!said) return [];
  const { first, count, since } = said;
  const memory = memoryOf(workload, first.text);
  const open = name === 'pool-connections' ? openTransactions(view, workload) : undefined;
  const volumes = name === 'disk-space' ? claimsOf(view, workload) : [];
  return [
    finding({
      cause: 'resource-exhausted',
      facts: { resource: name, ends: false, ...(volumes.length > 0 ? { outlives: true } : {}) },
      object: workload.ref,
      title: { says: 'ran-out', resource: name, said: quote(first.text) },
      // The pool and the server agree on who holds what is missing.
      strength: open ? 'proof' : 'strong',
      evidence: present<Statement>(
        linesOf(workload, first, count),
        open,
        memory && { says: 'runtime-memory', ...memory.allows },
        volumes.length > 0 && { says: 'writes-to-volumes', volumes },
      ),
      against: against === undefined || open ? [] : [against],
      basis: ['logs', 'pods'],
      explains: withCallers(view, workload),
      since,
      actions: [
        look(
          kubectl(workload.ref.namespace, 'logs', objectWord(workload.ref), '--tail=100'),
          'what it was doing when it ran out',
        ),
        ...(memory ? makeRoom(workload.ref, memory.spec, memory.allows) : []),
      ],
    }),
  ];
}

/** What its runtime allows itself, where a line says which area is full; of one container alone, since lines name none. */
function memoryOf(workload: Workload, line: string) {
  const area = fullArea(line);
  const [spec, ...others] = workload.spec?.containers ?? [];
  return area === undefined || spec === undefined || others.length > 0
    ? undefined
    : { spec, allows: runtimeMemory(spec, area) };
}

/** Fewer connections in an idle transaction may be between two statements. */
const MANY_OPEN = 3;
/** seconds; a statement that follows comes sooner. */
const OPEN_SECONDS = 5;

/**
 * What a PostgreSQL that was asked says of the connections of these pods, by their addresses: a transaction that does
 * nothing keeps its connection from the pool until the program ends it
 * (https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW, state).
 */
function openTransactions(
  view: ClusterView,
  workload: Workload,
): Statement<'leaves-transactions-open'> | undefined {
  const addresses = livePods(workload).map(({ status }) => status.podIP);
  for (const { rows, from } of view.evidence.all('dependencystate')) {
    const open = rows.filter(
      ({ client = '', state = '', longest_seconds }) =>
        addresses.includes(client) &&
        state.startsWith('idle in transaction') &&
        Number(longest_seconds) >= OPEN_SECONDS,
    );
    const connections = open.reduce((sum, row) => sum + (Number(row.connections) || 0), 0);
    const longest = Math.max(...open.map((row) => Number(row.longest_seconds)));
    if (connections >= MANY_OPEN) return { says: 'leaves-transactions-open', connections, longest, from };
  }
  return undefined;
}
