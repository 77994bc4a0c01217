import type { Fault } from '../harness/fault.ts';
import { admissionDenied } from './admission-denied.ts';
import { aliasToNowhere } from './alias-to-nowhere.ts';
import { autoscalerAtMaximum } from './autoscaler-at-maximum.ts';
import { badImageTag } from './bad-image-tag.ts';
import { badRollout } from './bad-rollout.ts';
import { claimWithoutClass } from './claim-without-class.ts';
import { crashOnStart } from './crash-on-start.ts';
import { dnsDown } from './dns-down.ts';
import { expiredCertificate } from './expired-certificate.ts';
import { EXTERNAL_FAULTS } from './external.ts';
import { harmlessRollout } from './harmless-rollout.ts';
import { healthy } from './healthy.ts';
import { impossibleCpu } from './impossible-cpu.ts';
import { initWaits } from './init-waits.ts';
import { innocentRollout } from './innocent-rollout.ts';
import { kubeletStopped } from './kubelet-stopped.ts';
import { memoryLeak } from './memory-leak.ts';
import { missingConfigKey } from './missing-config-key.ts';
import { missingSecret } from './missing-secret.ts';
import { misspeltHost } from './misspelt-host.ts';
import { nodeDrained } from './node-drained.ts';
import { oneEndpoint } from './one-endpoint.ts';
import { podHeld } from './pod-held.ts';
import { postgresConnections } from './postgres-connections.ts';
import { postgresCrashing } from './postgres-crashing.ts';
import { postgresStopped } from './postgres-stopped.ts';
import { quotaFull } from './quota-full.ts';
import { redisFull } from './redis-full.ts';
import { redisGone } from './redis-gone.ts';
import { selectorTypo } from './selector-typo.ts';
import { storageOverLimit } from './storage-over-limit.ts';
import { tightLiveness } from './tight-liveness.ts';
import { twoAtOnce } from './two-at-once.ts';
import { untrustedCertificate } from './untrusted-certificate.ts';
import { wrongPassword } from './wrong-password.ts';
import { wrongReadinessPort } from './wrong-readiness-port.ts';
import { wrongTargetPort } from './wrong-target-port.ts';

/** Those that go the whole way: signed webhook, note read from the PagerDuty stand-in. */
export const WEBHOOK_FAULTS: readonly Fault[] = [
  healthy,
  postgresStopped,
  postgresConnections,
  redisGone,
  badRollout,
  memoryLeak,
];

/** Those that `firstnote triage` is asked about. */
export const TRIAGE_FAULTS: readonly Fault[] = [
  harmlessRollout,
  selectorTypo,
  wrongTargetPort,
  badImageTag,
  missingConfigKey,
  missingSecret,
  impossibleCpu,
  quotaFull,
  claimWithoutClass,
  admissionDenied,
  wrongReadinessPort,
  tightLiveness,
  crashOnStart,
  initWaits,
  storageOverLimit,
  podHeld,
  twoAtOnce,
  misspeltHost,
  wrongPassword,
  oneEndpoint,
  expiredCertificate,
  untrustedCertificate,
  aliasToNowhere,
  redisFull,
  dnsDown,
  innocentRollout,
  postgresCrashing,
  nodeDrained,
  autoscalerAtMaximum,
  kubeletStopped,
];

export { EXTERNAL_FAULTS } from './external.ts';
export const ALL_FAULTS: readonly Fault[] = [...WEBHOOK_FAULTS, ...EXTERNAL_FAULTS, ...TRIAGE_FAULTS];
