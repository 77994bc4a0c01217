// Made by `npm run registers` of the files beside it.

import type { CauseId } from '../../model/cause.ts';
import { abuse, abuseGuide } from './abuse.ts';
import { admissionDenied, admissionDeniedGuide } from './admission-denied.ts';
import { badRollout, badRolloutGuide } from './bad-rollout.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';
import { certificateExpired, certificateExpiredGuide } from './certificate-expired.ts';
import { cloudAccessDenied, cloudAccessDeniedGuide } from './cloud-access-denied.ts';
import { clusterHealth, clusterHealthGuide } from './cluster-health.ts';
import { cniIpExhausted, cniIpExhaustedGuide } from './cni-ip-exhausted.ts';
import { configMissing, configMissingGuide } from './config-missing.ts';
import { cpuSaturation, cpuSaturationGuide } from './cpu-saturation.ts';
import { crashAppError, crashAppErrorGuide } from './crash-app-error.ts';
import { dependencyError, dependencyErrorGuide } from './dependency-error.ts';
import { dependencyUnreachable, dependencyUnreachableGuide } from './dependency-unreachable.ts';
import { dnsResolution, dnsResolutionGuide } from './dns-resolution.ts';
import { hpaMaxed, hpaMaxedGuide } from './hpa-maxed.ts';
import { imagePull, imagePullGuide } from './image-pull.ts';
import { latencyNetwork, latencyNetworkGuide } from './latency-network.ts';
import { livenessProbe, livenessProbeGuide } from './liveness-probe.ts';
import { networkPolicy, networkPolicyGuide } from './network-policy.ts';
import { nodeInfrastructure, nodeInfrastructureGuide } from './node-infrastructure.ts';
import { oomKilled, oomKilledGuide } from './oom-killed.ts';
import { paused, pausedGuide } from './paused.ts';
import { quotaExceeded, quotaExceededGuide } from './quota-exceeded.ts';
import { rateLimited, rateLimitedGuide } from './rate-limited.ts';
import { readinessProbe, readinessProbeGuide } from './readiness-probe.ts';
import { resourceExhausted, resourceExhaustedGuide } from './resource-exhausted.ts';
import { scaledToZero, scaledToZeroGuide } from './scaled-to-zero.ts';
import { serviceMisrouting, serviceMisroutingGuide } from './service-misrouting.ts';
import { slowDependency, slowDependencyGuide } from './slow-dependency.ts';
import { stuckTerminating, stuckTerminatingGuide } from './stuck-terminating.ts';
import { trafficSpike, trafficSpikeGuide } from './traffic-spike.ts';
import { unschedulable, unschedulableGuide } from './unschedulable.ts';
import { volumeMount, volumeMountGuide } from './volume-mount.ts';
import { volumeUnbound, volumeUnboundGuide } from './volume-unbound.ts';

/** How every cause is ranked, and what to do about it. */
export const CAUSES: { readonly [Id in CauseId]: CauseSpec<Id> } = {
  abuse,
  'admission-denied': admissionDenied,
  'bad-rollout': badRollout,
  'certificate-expired': certificateExpired,
  'cloud-access-denied': cloudAccessDenied,
  'cluster-health': clusterHealth,
  'cni-ip-exhausted': cniIpExhausted,
  'config-missing': configMissing,
  'cpu-saturation': cpuSaturation,
  'crash-app-error': crashAppError,
  'dependency-error': dependencyError,
  'dependency-unreachable': dependencyUnreachable,
  'dns-resolution': dnsResolution,
  'hpa-maxed': hpaMaxed,
  'image-pull': imagePull,
  'latency-network': latencyNetwork,
  'liveness-probe': livenessProbe,
  'network-policy': networkPolicy,
  'node-infrastructure': nodeInfrastructure,
  'oom-killed': oomKilled,
  paused,
  'quota-exceeded': quotaExceeded,
  'rate-limited': rateLimited,
  'readiness-probe': readinessProbe,
  'resource-exhausted': resourceExhausted,
  'scaled-to-zero': scaledToZero,
  'service-misrouting': serviceMisrouting,
  'slow-dependency': slowDependency,
  'stuck-terminating': stuckTerminating,
  'traffic-spike': trafficSpike,
  unschedulable,
  'volume-mount': volumeMount,
  'volume-unbound': volumeUnbound,
};

/** What docs/causes.md says of each cause. No function reads it, so it is in no bundle. */
export const GUIDES: Readonly<Record<CauseId, CauseGuide>> = {
  abuse: abuseGuide,
  'admission-denied': admissionDeniedGuide,
  'bad-rollout': badRolloutGuide,
  'certificate-expired': certificateExpiredGuide,
  'cloud-access-denied': cloudAccessDeniedGuide,
  'cluster-health': clusterHealthGuide,
  'cni-ip-exhausted': cniIpExhaustedGuide,
  'config-missing': configMissingGuide,
  'cpu-saturation': cpuSaturationGuide,
  'crash-app-error': crashAppErrorGuide,
  'dependency-error': dependencyErrorGuide,
  'dependency-unreachable': dependencyUnreachableGuide,
  'dns-resolution': dnsResolutionGuide,
  'hpa-maxed': hpaMaxedGuide,
  'image-pull': imagePullGuide,
  'latency-network': latencyNetworkGuide,
  'liveness-probe': livenessProbeGuide,
  'network-policy': networkPolicyGuide,
  'node-infrastructure': nodeInfrastructureGuide,
  'oom-killed': oomKilledGuide,
  paused: pausedGuide,
  'quota-exceeded': quotaExceededGuide,
  'rate-limited': rateLimitedGuide,
  'readiness-probe': readinessProbeGuide,
  'resource-exhausted': resourceExhaustedGuide,
  'scaled-to-zero': scaledToZeroGuide,
  'service-misrouting': serviceMisroutingGuide,
  'slow-dependency': slowDependencyGuide,
  'stuck-terminating': stuckTerminatingGuide,
  'traffic-spike': trafficSpikeGuide,
  unschedulable: unschedulableGuide,
  'volume-mount': volumeMountGuide,
  'volume-unbound': volumeUnboundGuide,
};
