import { node } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    /** Where a part of the control plane is down, the node that it ran on may be well. */
    'node-infrastructure': { readonly down: 'node' | 'control-plane' };
  }
}

export const nodeInfrastructure: CauseSpec<'node-infrastructure'> = {
  depth: 28,
  isSymptom: false,
  topics: ['nodes'],
  remedy: node,
};

export const nodeInfrastructureGuide: CauseGuide = {
  what: 'A node, its runtime, its network or the control plane does not do its work.',
  object: 'the node',
  high: "its Ready or pressure condition, or the kubelet's word that the runtime or the network plugin does not answer",
  medium:
    'all callers that time out share it; several of its pods became slow together; evictions; pods that no scheduler or controller has tried',
  low: 'the pods on it are well',
  notTakenFor: 'conditions of other programs; nodes that came back; pods on other nodes',
  standsThere: 'what a node or the control plane does not do, no pod on it can make up for',
  symptomOf: null,
  runbook: ['2.1'],
};
