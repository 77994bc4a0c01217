import { deployment, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const portal = (url: string) => deployment('portal', webContainer('portal', { CALLS: url }), { replicas: 2 });

/** A release asks a service by https, which speaks http; another caller goes on as before. */
export const callerSpeaksTls: System = {
  namespace: 'clinic',
  servers: [
    service('patients', 8080),
    deployment('patients', webContainer('patients')),
    service('portal', 8080),
    portal('http://patients:8080/today'),
    service('wards', 8080),
    deployment('wards', webContainer('wards', { CALLS: 'http://patients:8080/beds', JSON: '0' })),
  ],
  clients: [visitors(300, 'http://portal:8080/', 'http://wards:8080/', 'http://portal:8080/me')],
  fault: ({ apply }) => apply(portal('https://patients:8080/today')),
};
