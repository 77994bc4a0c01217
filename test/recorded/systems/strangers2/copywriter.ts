import { deployment, service, visitors } from '../parts.ts';
import { listening, outside, outsideServer, reaching } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const HOST = 'api.quill-models.example';

/** The account at a model outside has no credit left: 402. */
export const copywriter: System = {
  namespace: 'storefront',
  outside: outside(80, { BODY: '{"text":"A sturdy chair."}' }),
  servers: [
    service('writer', 8520),
    deployment('writer', listening('writer', 'copywriter writer', 8520, { MODEL_URL: `http://${HOST}` }), {
      replicas: 2,
      pod: reaching(HOST),
    }),
    service('shelf', 8520),
    deployment('shelf', listening('shelf', 'copywriter shelf', 8520)),
  ],
  clients: [visitors(700, 'http://shelf:8520/chair', 'http://shelf:8520/lamp')],
  fault: async ({ outside: hands }) =>
    hands?.apply(
      outsideServer(80, { STATUS: '402', BODY: '{"kind":"purse_empty","text":"top up to go on"}' }),
    ),
  wellSeconds: 60,
  brokenSeconds: 80,
};
