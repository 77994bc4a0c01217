import type { CauseId } from '../../model/cause.ts';
import type { Finding } from '../../model/finding.ts';
import { abuse, abuseGuide } from './abuse.ts';
import { admissionDenied, admissionDeniedGuide } from './admission-denied.ts';
import { badRollout, badRolloutGuide } from './bad-rollout.ts';
import type { CauseGuide, CauseSpec, Standing } from './cause-spec.ts';
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
  'oom-killed': oomKilled,
  'crash-app-error': crashAppError,
  'image-pull': imagePull,
  'config-missing': configMissing,
  unschedulable,
  'volume-unbound': volumeUnbound,
  'volume-mount': volumeMount,
  'quota-exceeded': quotaExceeded,
  'admission-denied': admissionDenied,
  'liveness-probe': livenessProbe,
  'readiness-probe': readinessProbe,
  'service-misrouting': serviceMisrouting,
  'dns-resolution': dnsResolution,
  'network-policy': networkPolicy,
  'dependency-unreachable': dependencyUnreachable,
  'dependency-error': dependencyError,
  'slow-dependency': slowDependency,
  'cpu-saturation': cpuSaturation,
  'latency-network': latencyNetwork,
  'node-infrastructure': nodeInfrastructure,
  'scaled-to-zero': scaledToZero,
  'bad-rollout': badRollout,
  'certificate-expired': certificateExpired,
  'hpa-maxed': hpaMaxed,
  'traffic-spike': trafficSpike,
  abuse,
  'rate-limited': rateLimited,
  'resource-exhausted': resourceExhausted,
  'stuck-terminating': stuckTerminating,
  paused,
  'cni-ip-exhausted': cniIpExhausted,
  'cloud-access-denied': cloudAccessDenied,
  'cluster-health': clusterHealth,
};

/** Where a finding stands in a chain of effects: by its cause, and its facts. */
export const standingOf = (finding: Finding): Standing =>
  CAUSES[finding.cause].standsAs?.(finding) ?? CAUSES[finding.cause];

/** What docs/causes.md says of each cause. No function reads it, so it is in no bundle. */
export const GUIDES: Readonly<Record<CauseId, CauseGuide>> = {
  'oom-killed': oomKilledGuide,
  'crash-app-error': crashAppErrorGuide,
  'image-pull': imagePullGuide,
  'config-missing': configMissingGuide,
  unschedulable: unschedulableGuide,
  'volume-unbound': volumeUnboundGuide,
  'volume-mount': volumeMountGuide,
  'quota-exceeded': quotaExceededGuide,
  'admission-denied': admissionDeniedGuide,
  'liveness-probe': livenessProbeGuide,
  'readiness-probe': readinessProbeGuide,
  'service-misrouting': serviceMisroutingGuide,
  'dns-resolution': dnsResolutionGuide,
  'network-policy': networkPolicyGuide,
  'dependency-unreachable': dependencyUnreachableGuide,
  'dependency-error': dependencyErrorGuide,
  'slow-dependency': slowDependencyGuide,
  'cpu-saturation': cpuSaturationGuide,
  'latency-network': latencyNetworkGuide,
  'node-infrastructure': nodeInfrastructureGuide,
  'scaled-to-zero': scaledToZeroGuide,
  'bad-rollout': badRolloutGuide,
  'certificate-expired': certificateExpiredGuide,
  'hpa-maxed': hpaMaxedGuide,
  'traffic-spike': trafficSpikeGuide,
  abuse: abuseGuide,
  'rate-limited': rateLimitedGuide,
  'resource-exhausted': resourceExhaustedGuide,
  'stuck-terminating': stuckTerminatingGuide,
  paused: pausedGuide,
  'cni-ip-exhausted': cniIpExhaustedGuide,
  'cloud-access-denied': cloudAccessDeniedGuide,
  'cluster-health': clusterHealthGuide,
};
