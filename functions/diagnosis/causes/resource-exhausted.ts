import type { OwnResource } from '../../model/statements/load.ts';
import { exhausted } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'resource-exhausted': {
      /** What it has run out of; `own-storage` is what its own limits let it write, `own-limit` a buffer or a time. */
      readonly resource: OwnResource | 'own-storage' | 'own-limit';
      /** True where it is full for the next pod as well. */
      readonly outlives?: true;
      /** True where the program ends by it: what ends restarts by itself. */
      readonly ends: boolean;
      /** True where whom it calls decides whether it comes to that: by how much, or how fast, that answers. */
      readonly byCallee?: true;
    };
  }
}

export const resourceExhausted: CauseSpec<'resource-exhausted'> = {
  depth: 20,
  isSymptom: true,
  saysLessThan: (_, other) =>
    other.cause === 'bad-rollout' && other.facts.by === 'own-errors' && other.strength === 'proof',
  topics: [],
  remedy: exhausted,
};

export const resourceExhaustedGuide: CauseGuide = {
  what: 'A program has run out of something of its own: runtime memory, file descriptors, threads, disk space, local ports, pool connections; runs into a limit that is its own (the buffer of a proxy, the time of a consumer for a batch); or is evicted for exceeding its own storage limit.',
  object: 'the workload that says so',
  high: 'its runtime ends it as its heap or another area that it limits by itself is full (V8, JVM); it ends as a write finds no room, and it writes to a volume of a size of its own; the kubelet evicts it for a limit of its own, again and again or so that pods are missing; its pool is dry, and PostgreSQL, asked in its pod, has its connections idle in a transaction',
  medium:
    'the words of its runtime, its pool or the kernel, on three lines or more that go on; it ends as a write finds no room on a disk that may be that of the node; a limit of its own by which requests fail, or which a consumer exceeds',
  low: 'a limit of its own by which hardly a request fails, or that clients exceed',
  notTakenFor:
    "a program that ends by something else of it; another program's error that it passes on; lines that ended; the kernel's limit of watches on files, which has the errno of a full disk",
  standsThere: 'the program runs and has run out of something of its own',
  symptomOf: 'a dependency that holds connections and threads up',
  runbook: ['2.3', 'R2'],
};
