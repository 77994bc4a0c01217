import { ANY, type Fault, object } from '../harness/fault.ts';
import { kubectl } from '../harness/kubectl.ts';
import { eventSays } from './shows.ts';

/** The namespace now enforces a Pod Security level that the API's pods do not meet; the next rollout is refused. */
export const admissionDenied: Fault = {
  name: 'admission-denied',
  inject: async (system) => {
    await kubectl(['label', 'namespace', system.namespace, 'pod-security.kubernetes.io/enforce=restricted']);
    await system.kubectl('rollout', 'restart', 'deployment/dojopool-api');
  },
  shows: async (system) => {
    await eventSays(system, 'violates PodSecurity');
  },
  expected: {
    causes: ['admission-denied'],
    objects: [object('Deployment', 'dojopool-api'), object('Namespace', ANY)],
  },
  revert: async (system) => {
    await kubectl(['label', 'namespace', system.namespace, 'pod-security.kubernetes.io/enforce-']);
    await system.restore('Deployment/dojopool-api');
  },
};
