import { routing } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

export const serviceMisrouting: CauseSpec<'service-misrouting'> = {
  depth: 17,
  isSymptom: false,
  topics: ['Services'],
  remedy: routing,
};

export const serviceMisroutingGuide: CauseGuide = {
  what: 'A Service or Ingress leads nowhere though the pods are well.',
  object: 'the Service or Ingress',
  high: 'its selector, targetPort or protocol names what does not exist, and a caller fails or it was changed within the window; a targetPort that is merely not declared: only where the callers name the Service',
  medium:
    'as above, and nobody is known to call it; an Ingress whose class, backend or TLS Secret does not exist; a route that is answered 404 alone; a targetPort that is refused while the pods, which declare none, are probed on another',
  low: 'nobody misses it; a class or TLS Secret of an Ingress that was left as it is',
  notTakenFor:
    'ExternalName; Services without a selector; named ports that the endpoints controller resolved; pods that are not ready',
  standsThere: 'the pods are well, and calls do not find them',
  symptomOf: null,
  runbook: ['2.1'],
};
