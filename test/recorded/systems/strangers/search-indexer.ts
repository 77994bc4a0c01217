import { PROGRAMS, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening, statefulSet } from './parts.ts';

const indexer = (keep: string) => {
  const container = listening('indexer', 'search-indexer', 9200, { KEEP: keep });
  const { volumeMounts } = container as { volumeMounts: object[] };
  const mounted = { ...container, volumeMounts: [...volumeMounts, { name: 'shelf', mountPath: '/shelf' }] };
  const volumes = [
    { name: PROGRAMS, configMap: { name: PROGRAMS } },
    // A file system in memory with a size, since such a volume really ends where it says.
    { name: 'shelf', emptyDir: { medium: 'Memory', sizeLimit: '10Mi' } },
  ];
  return statefulSet('indexer', mounted, { pod: { volumes } });
};

/** A release of the indexer throws no volume away, until its shelf is full; searching goes on. */
export const searchIndexer: System = {
  namespace: 'library',
  servers: [service('indexer', 9200), indexer('4')],
  clients: [visitors(600, 'http://indexer:9200/find?q=heron', 'http://indexer:9200/find?q=owl')],
  fault: ({ apply }) => apply(indexer('all')),
  brokenSeconds: 130,
};
