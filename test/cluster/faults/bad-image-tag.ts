import { type Fault, object } from '../harness/fault.ts';
import { podWaits } from './shows.ts';

export const badImageTag: Fault = {
  name: 'bad-image-tag',
  inject: (system) =>
    system.changeContainer('Deployment/dojopool-api', { image: `${system.settings.nodeImage}-1.41.2-rc` }),
  shows: async (system) => {
    await podWaits(system, 'dojopool-api', 'ImagePullBackOff');
  },
  expected: { causes: ['image-pull'], objects: [object('Deployment', 'dojopool-api')] },
  revert: (system) => system.restore('Deployment/dojopool-api'),
};
