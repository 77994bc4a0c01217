import { admission } from './admission.ts';
import type { Analyzer } from './analyzer.ts';
import { certificate } from './certificate.ts';
import { cloudAccess } from './cloud-access.ts';
import { clusterHealth } from './cluster-health.ts';
import { configMissing } from './config-missing.ts';
import { controller } from './controller.ts';
import { cpu } from './cpu.ts';
import { crash } from './crash.ts';
import { dependencyError } from './dependency-error.ts';
import { dependencyState } from './dependency-state.ts';
import { dependencyUnreachable } from './dependency-unreachable.ts';
import { dns } from './dns.ts';
import { eviction } from './eviction.ts';
import { gatewayRoute } from './gateway-route.ts';
import { hpa } from './hpa.ts';
import { imagePull } from './image-pull.ts';
import { ingress } from './ingress.ts';
import { initWait } from './init-wait.ts';
import { job } from './job.ts';
import { latency } from './latency.ts';
import { liveness } from './liveness.ts';
import { networkPolicy } from './network-policy.ts';
import { node } from './node.ts';
import { nodeNetwork } from './node-network.ts';
import { oom } from './oom.ts';
import { ownResources } from './own-resources.ts';
import { ownStorage } from './own-storage.ts';
import { paused } from './paused.ts';
import { podRejected } from './pod-rejected.ts';
import { quota } from './quota.ts';
import { reachability } from './reachability.ts';
import { readiness } from './readiness.ts';
import { rollout } from './rollout.ts';
import { sandbox } from './sandbox.ts';
import { scaledToZero } from './scaled-to-zero.ts';
import { scheduler } from './scheduler.ts';
import { serviceRouting } from './service-routing.ts';
import { slowDependency } from './slow-dependency.ts';
import { terminating } from './terminating.ts';
import { traffic } from './traffic.ts';
import { unschedulable } from './unschedulable.ts';
import { volumeMount } from './volume-mount.ts';
import { volumeUnbound } from './volume-unbound.ts';

/** Every analyzer; their order has no meaning. */
export const ANALYZERS = [
  admission,
  initWait,
  controller,
  reachability,
  dependencyState,
  rollout,
  traffic,
  slowDependency,
  eviction,
  ownStorage,
  podRejected,
  terminating,
  paused,
  job,
  clusterHealth,
  cloudAccess,
  sandbox,
  hpa,
  networkPolicy,
  ingress,
  gatewayRoute,
  latency,
  cpu,
  scheduler,
  nodeNetwork,
  node,
  dns,
  dependencyUnreachable,
  dependencyError,
  certificate,
  configMissing,
  crash,
  imagePull,
  liveness,
  oom,
  ownResources,
  quota,
  readiness,
  scaledToZero,
  serviceRouting,
  unschedulable,
  volumeMount,
  volumeUnbound,
] as const satisfies readonly Analyzer[];
