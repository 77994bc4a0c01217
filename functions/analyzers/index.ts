import { admission } from './admission.ts';
import type { Analyzer } from './analyzer.ts';
import { configMissing } from './config-missing.ts';
import { crash } from './crash.ts';
import { imagePull } from './image-pull.ts';
import { liveness } from './liveness.ts';
import { oom } from './oom.ts';
import { quota } from './quota.ts';
import { readiness } from './readiness.ts';
import { scaledToZero } from './scaled-to-zero.ts';
import { serviceRouting } from './service-routing.ts';
import { unschedulable } from './unschedulable.ts';
import { volumeMount } from './volume-mount.ts';
import { volumeUnbound } from './volume-unbound.ts';

/** Every analyzer; their order has no meaning. */
export const ANALYZERS = [
  admission,
  configMissing,
  crash,
  imagePull,
  liveness,
  oom,
  quota,
  readiness,
  scaledToZero,
  serviceRouting,
  unschedulable,
  volumeMount,
  volumeUnbound,
] as const satisfies readonly Analyzer[];
