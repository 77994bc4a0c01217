import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

/** The geocoder's Service stands for a name outside that does not exist; its callers ask for the Service's own name. */
export const aliasToNowhere: Fault = {
  name: 'alias-to-nowhere',
  inject: (system) =>
    system.change('Service/dojopool-geocoder', {
      spec: { type: 'ExternalName', externalName: 'geocoder.partner.invalid' },
    }),
  shows: async (system) => {
    await apiErrors(system, 'getaddrinfo', 3);
  },
  expected: { causes: ['dns-resolution'], objects: [object('Service', 'dojopool-geocoder')] },
  revert: (system) => system.restore('Service/dojopool-geocoder'),
  lastsMs: 12_000,
};
