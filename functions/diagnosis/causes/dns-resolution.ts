import { dns } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'dns-resolution': CallFacts & { readonly wrong: 'name' | 'alias' | 'resolving' };
  }
}

export const dnsResolution: CauseSpec<'dns-resolution'> = {
  depth: 16,
  isSymptom: true,
  topics: ['DNS'],
  remedy: dns,
};

export const dnsResolutionGuide: CauseGuide = {
  what: 'Names do not resolve.',
  object: 'the workload that asks, the Service of type ExternalName, or coredns',
  high: 'the line names the host, and the program fails by it; the DNS pods are there and none is ready, and callers fail',
  medium:
    'the lines name the host, and the pods are well; several workloads fail on several names; kube-system has no DNS pod, and lookups or several hosts fail',
  low: 'a line or two of a workload that fails by something else',
  notTakenFor: 'a line or two of a resolver that hiccuped; a DNS that runs elsewhere',
  standsThere: 'the peer may be well, and its name is not found',
  symptomOf: 'DNS that is down, or a Service that could not be made',
  runbook: ['4.1'],
};
