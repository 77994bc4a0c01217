import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { objectWord } from '../core/command/word.ts';
import { clockText, timeOf } from '../core/view/time.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { hasEnded } from './support/ended.ts';
import { finding, withCallers } from './support/finding.ts';
import { FEW_LINES } from './support/health.ts';
import { quote, type Saying, saying } from './support/patterns.ts';
import { liveContainers, shareText } from './support/pods.ts';

interface Resource {
  readonly name: string;
  readonly says: RegExp;
  readonly against?: string;
}

/** What a program runs out of while it goes on: by the words of its runtime, its pool or the kernel's errno. */
const RESOURCES: readonly Resource[] = [
  {
    name: 'threads',
    says: /unable to create (?:new )?native thread|can't start new thread|pthread_create failed|RejectedExecutionException/,
  },
  {
    // JVM, .NET, Python, Ruby: the runtime's own limit, which the kernel does not see.
    name: 'memory of its runtime',
    says: /OutOfMemoryError|System\.OutOfMemoryException|\bMemoryError\b|NoMemoryError|JavaScript heap out of memory|\bENOMEM\b|[Cc]annot allocate memory/,
  },
  { name: 'file descriptors', says: /\bEMFILE\b|\bENFILE\b|[Tt]oo many open files/ },
  {
    name: 'disk space',
    says: /\bENOSPC\b|\bEDQUOT\b|[Nn]o space left on device|[Dd]isk quota exceeded|not enough space on the disk/,
  },
  { name: 'local ports', says: /\bEADDRNOTAVAIL\b|[Cc]annot assign requested address/ },
  {
    // HikariCP, SQLAlchemy, ActiveRecord, ADO.NET, sqlx, Knex, Prisma, go-redis, Jedis, commons-pool.
    name: 'connections of its pool',
    says: /Connection is not available, request timed out after|QueuePool limit of size|could not obtain a (?:database )?connection (?:from the pool )?within|prior to obtaining a connection from the pool|pool timed out while waiting for an open connection|Timeout acquiring a connection|Timed out fetching a new connection from the connection pool|connection pool timeout|Could not get a resource from the pool|Timeout waiting for (?:idle object|connection from pool)|connection pool (?:is )?exhausted/,
    against: 'a pool runs dry by a leak, by more requests, or because what it connects to is slow',
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
      endsByIt(workload) ? [] : RESOURCES.flatMap((resource) => judge(view, workload, resource)).slice(0, 1),
    ),
};

/** True when its containers end and start again. */
const endsByIt = (workload: Workload): boolean =>
  liveContainers(workload).some(
    ({ status }) => status?.state.waiting !== undefined || status?.state.terminated !== undefined,
  );

/** What another program's error is about: "PG::DiskFull: could not extend file" is the database's disk. */
const OF_ANOTHER = /could not extend file|rpc error|\bPG::|SQLSTATE|MISCONF|OOM command not allowed/;

function judge(view: ClusterView, workload: Workload, { name, says, against }: Resource) {
  const all = saying(view, workload, says);
  const own = all.filter((said) => !OF_ANOTHER.test(said.text) && !hasEnded(view, workload, said));
  const first = own[0];
  const count = own.reduce((sum, said) => sum + said.count, 0);
  if (!first || count < FEW_LINES) return [];
  return [
    finding({
      cause: 'resource-exhausted',
      object: workload.ref,
      title: `it has run out of ${name}: "${quote(first.text)}"`,
      strength: 'strong',
      evidence: [textOf(view, workload, first, count)],
      against: against === undefined ? [] : [against],
      basis: ['logs', 'pods'],
      explains: withCallers(view, workload),
      since: first.first,
      actions: [
        look(
          kubectl(workload.ref.namespace, 'logs', objectWord(workload.ref), '--tail=100'),
          'what it was doing when it ran out',
        ),
      ],
    }),
  ];
}

function textOf(view: ClusterView, workload: Workload, said: Saying, count: number): string {
  const first = timeOf(said.first);
  const last = timeOf(said.last);
  const when = first && last ? `, ${clockText(first, view.now)} to ${clockText(last, view.now)}` : '';
  return `${workload.ref.name}: ${count} lines on ${shareText(said.pods, workload.pods.length)}${when}: ${quote(said.text)}`;
}
