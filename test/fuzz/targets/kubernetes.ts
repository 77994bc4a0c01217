import { createKubernetesClient } from '../../../functions/clients/kubernetes/http.ts';
import type { CollectorName } from '../../../functions/model/evidence.ts';
import { readEvidenceData } from '../../../functions/recordings/evidence-shape.ts';
import { generatedBundle } from '../../support/generated-bundles.ts';
import { accessTo, rawPod } from '../../support/recording.ts';
import { answering } from '../answering.ts';
import type { Target } from '../target.ts';

const { evidence } = generatedBundle(1).bundle;
const kinds = Object.keys(evidence) as [CollectorName, ...CollectorName[]];
const lists = Object.values(evidence).map(({ data }) => ({ metadata: { continue: '' }, items: data }));
const LISTS: readonly [unknown, ...unknown[]] = [
  { metadata: { continue: 'next' }, items: [rawPod('api-1'), rawPod('api-2', { ready: false })] },
  { kind: 'Status', status: 'Failure', message: 'pods is forbidden', reason: 'Forbidden', code: 403 },
  ...lists,
];

/** Answers of a Kubernetes API: lists, and objects in them. */
export const kubernetes: Target = {
  name: 'kubernetes',
  async open() {
    const server = await answering(LISTS);
    const client = createKubernetesClient(accessTo(server.url));
    return {
      async attempt(random) {
        server.arm(random);
        const { signal } = new AbortController();
        const answer = await client.list('v1', 'pods', { namespace: 'shop', signal, maxItems: 200 });
        await client.get('/version', signal);
        if (answer.ok) for (const kind of kinds) readEvidenceData(kind, answer.value.items);
      },
      async close() {
        client.close();
        await server.close();
      },
    };
  },
};
