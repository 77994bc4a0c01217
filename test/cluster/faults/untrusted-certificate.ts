import { geocoderCertificate, geocoderTls } from '../dojopool/manifests/index.ts';
import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

/** The geocoder has a new certificate, valid and of the right name; the API read the CA that it trusts before that. */
export const untrustedCertificate: Fault = {
  name: 'untrusted-certificate',
  inject: async (system) => {
    await system.apply(geocoderTls(system.namespace, geocoderCertificate(-1, 365)));
    await system.kubectl('rollout', 'restart', 'deployment/dojopool-geocoder');
    await system.kubectl('rollout', 'status', 'deployment/dojopool-geocoder', '--timeout=60s');
  },
  shows: async (system) => {
    await apiErrors(system, 'self-signed certificate', 3);
  },
  expected: {
    causes: ['dependency-unreachable'],
    objects: [object('Deployment', 'dojopool-geocoder'), object('Deployment', 'dojopool-api')],
  },
  revert: (system) => system.restore('Secret/dojopool-geocoder-tls', 'Deployment/dojopool-geocoder'),
  lastsMs: 12_000,
};
