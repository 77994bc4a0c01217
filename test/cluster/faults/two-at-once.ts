import { type Fault, object } from '../harness/fault.ts';
import { apiErrors, podWaits } from './shows.ts';

const TOOL = 'season-poster';

/** Redis is gone, and beside it a tool that nobody calls has no image: the worse of the two comes first. */
export const twoAtOnce: Fault = {
  name: 'two-at-once',
  inject: async (system) => {
    const { namespace, settings } = system;
    const labels = { app: TOOL };
    await system.apply({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: TOOL, namespace, labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: TOOL, image: `${settings.nodeImage}-season-9` }] },
        },
      },
    });
    await system.scale('deployment/dojopool-redis', 0);
  },
  shows: async (system) => {
    await podWaits(system, TOOL, 'ImagePullBackOff');
    await apiErrors(system, 'MaxRetriesPerRequestError');
  },
  expected: {
    causes: ['scaled-to-zero', 'dependency-unreachable'],
    objects: [object('Deployment', 'dojopool-redis')],
  },
  revert: async (system) => {
    await system.remove(`deployment/${TOOL}`);
    await system.restore('Deployment/dojopool-redis');
  },
  lastsMs: 8000,
};
