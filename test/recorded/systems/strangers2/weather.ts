import { deployment, edge, service, visitors } from '../parts.ts';
import { listening, outside, outsideServer, reaching } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const HOST = 'readings.met-station.example';

/** A host outside answers each question with its maintenance page, by 200. */
export const weather: System = {
  namespace: 'almanac',
  outside: outside(80, { BODY: '{"celsius":7.5}' }),
  servers: [
    service('forecast', 8410),
    deployment(
      'forecast',
      listening('forecast', 'weather forecast', 8410, { STATION_URL: `http://${HOST}` }),
      { replicas: 2, pod: reaching(HOST) },
    ),
    ...edge({ '/': 'http://forecast:8410' }),
  ],
  clients: [visitors(600, 'http://edge/oslo', 'http://edge/bergen')],
  fault: async ({ outside: hands }) =>
    hands?.apply(outsideServer(80, { BODY: '<html><title>Wartung</title>Wir sind bald zurück.</html>' })),
  wellSeconds: 60,
  brokenSeconds: 80,
};
