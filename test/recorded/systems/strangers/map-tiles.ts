import { selfSigned } from '../../../cluster/dojopool/certificate.ts';
import { deployment, edge, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening, outside, outsideServer, reaching } from './parts.ts';

const HOST = 'tiles.geo-depot.example';
const DAY_MS = 86_400_000;
const certificate = (fromDays: number, toDays: number) =>
  selfSigned(HOST, new Date(Date.now() + fromDays * DAY_MS), new Date(Date.now() + toDays * DAY_MS));

const good = certificate(-30, 30);
const over = certificate(-30, -1);
const tls = ({ cert, key }: { cert: string; key: string }) => ({ CERT: cert, KEY: key });

/** The certificate of a host outside ran out. */
export const mapTiles: System = {
  namespace: 'atlas',
  outside: outside(443, tls(good)),
  servers: [
    service('painter', 8020),
    deployment(
      'painter',
      listening('painter', 'map-tiles painter', 8020, {
        TILES_URL: `https://${HOST}`,
        CA: `${good.cert}${over.cert}`,
      }),
      { replicas: 2, pod: reaching(HOST) },
    ),
    ...edge({ '/': 'http://painter:8020' }),
  ],
  clients: [visitors(500, 'http://edge/3/2/1', 'http://edge/3/2/2')],
  fault: async ({ outside: hands }) => hands?.apply(outsideServer(443, tls(over))),
};
