import { geocoderCertificate, geocoderTls } from '../dojopool/manifests/index.ts';
import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

/** The geocoder serves a certificate that expired yesterday. */
export const expiredCertificate: Fault = {
  name: 'expired-certificate',
  inject: async (system) => {
    await system.apply(geocoderTls(system.namespace, geocoderCertificate(-30, -1)));
    await system.kubectl('rollout', 'restart', 'deployment/dojopool-geocoder');
    await system.kubectl('rollout', 'status', 'deployment/dojopool-geocoder', '--timeout=60s');
    await system.renewPods('dojopool-api');
  },
  shows: async (system) => {
    await apiErrors(system, 'CERT_HAS_EXPIRED', 3);
  },
  expected: {
    causes: ['certificate-expired'],
    objects: [
      object('Deployment', 'dojopool-geocoder'),
      object('Service', 'dojopool-geocoder'),
      object('Secret', 'dojopool-geocoder-tls'),
    ],
  },
  revert: (system) => system.restore('Secret/dojopool-geocoder-tls', 'Deployment/dojopool-geocoder'),
  lastsMs: 12_000,
};
