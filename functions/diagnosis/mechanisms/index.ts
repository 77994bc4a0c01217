// Made by `npm run registers` of the files beside it.

import type { Analyzer } from '../analysis/analyzer.ts';
import { cloudAccess } from './cloud/cloud-access.ts';
import { clusterHealth } from './cluster/cluster-health.ts';
import { controller } from './cluster/controller.ts';
import { node } from './cluster/node.ts';
import { scheduler } from './cluster/scheduler.ts';
import { dependencyError } from './dependencies/dependency-error.ts';
import { dependencyState } from './dependencies/dependency-state.ts';
import { dependencyUnreachable } from './dependencies/dependency-unreachable.ts';
import { keptConnections } from './dependencies/kept-connections.ts';
import { outside } from './dependencies/outside.ts';
import { refusedLogin } from './dependencies/refused-login.ts';
import { slowDependency } from './dependencies/slow-dependency.ts';
import { slowed } from './dependencies/slowed.ts';
import { changedCallee } from './differences/changed-callee.ts';
import { changedFellow } from './differences/changed-fellow.ts';
import { changedService } from './differences/changed-service.ts';
import { changedWorkload } from './differences/changed-workload.ts';
import { lostSetting } from './differences/lost-setting.ts';
import { outsideHost } from './differences/outside-host.ts';
import { slowedSince } from './differences/slowed-since.ts';
import { cpu } from './load/cpu.ts';
import { cpuLimit } from './load/cpu-limit.ts';
import { hpa } from './load/hpa.ts';
import { latency } from './load/latency.ts';
import { ownLimits } from './load/own-limits.ts';
import { ownResources } from './load/own-resources.ts';
import { traffic } from './load/traffic.ts';
import { certificate } from './network/certificate.ts';
import { changedPolicy } from './network/changed-policy.ts';
import { dns } from './network/dns.ts';
import { gatewayRoute } from './network/gateway-route.ts';
import { ingress } from './network/ingress.ts';
import { networkPolicy } from './network/network-policy.ts';
import { nodeNetwork } from './network/node-network.ts';
import { protocol } from './network/protocol.ts';
import { reachability } from './network/reachability.ts';
import { serviceRouting } from './network/service-routing.ts';
import { configMissing } from './pods/config-missing.ts';
import { crash } from './pods/crash.ts';
import { eviction } from './pods/eviction.ts';
import { imagePull } from './pods/image-pull.ts';
import { initWait } from './pods/init-wait.ts';
import { job } from './pods/job.ts';
import { liveness } from './pods/liveness.ts';
import { onePod } from './pods/one-pod.ts';
import { oom } from './pods/oom.ts';
import { podRejected } from './pods/pod-rejected.ts';
import { readiness } from './pods/readiness.ts';
import { roomEnd } from './pods/room-end.ts';
import { runtimeEnd } from './pods/runtime-end.ts';
import { sandbox } from './pods/sandbox.ts';
import { startMemory } from './pods/start-memory.ts';
import { terminating } from './pods/terminating.ts';
import { rollout } from './rollout/rollout.ts';
import { admission } from './scheduling/admission.ts';
import { paused } from './scheduling/paused.ts';
import { quota } from './scheduling/quota.ts';
import { scaledToZero } from './scheduling/scaled-to-zero.ts';
import { unreadPods } from './scheduling/unread-pods.ts';
import { unschedulable } from './scheduling/unschedulable.ts';
import { ownStorage } from './storage/own-storage.ts';
import { volumeMount } from './storage/volume-mount.ts';
import { volumeUnbound } from './storage/volume-unbound.ts';

/** Every analyzer; their order has no meaning. */
export const ANALYZERS = [
  cloudAccess,
  clusterHealth,
  controller,
  node,
  scheduler,
  dependencyError,
  dependencyState,
  dependencyUnreachable,
  keptConnections,
  outside,
  refusedLogin,
  slowDependency,
  slowed,
  changedCallee,
  changedFellow,
  changedService,
  changedWorkload,
  lostSetting,
  outsideHost,
  slowedSince,
  cpu,
  cpuLimit,
  hpa,
  latency,
  ownLimits,
  ownResources,
  traffic,
  certificate,
  changedPolicy,
  dns,
  gatewayRoute,
  ingress,
  networkPolicy,
  nodeNetwork,
  protocol,
  reachability,
  serviceRouting,
  configMissing,
  crash,
  eviction,
  imagePull,
  initWait,
  job,
  liveness,
  onePod,
  oom,
  podRejected,
  readiness,
  roomEnd,
  runtimeEnd,
  sandbox,
  startMemory,
  terminating,
  rollout,
  admission,
  paused,
  quota,
  scaledToZero,
  unreadPods,
  unschedulable,
  ownStorage,
  volumeMount,
  volumeUnbound,
] as const satisfies readonly Analyzer[];
