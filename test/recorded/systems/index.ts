import { allWell } from './all-well.ts';
import { backendScaledAway } from './backend-scaled-away.ts';
import { backendSlow } from './backend-slow.ts';
import { cacheGrows } from './cache-grows.ts';
import { cacheWantsPassword } from './cache-wants-password.ts';
import { callerSpeaksTls } from './caller-speaks-tls.ts';
import { chainOfCallers } from './chain-of-callers.ts';
import { claimOfNoClass } from './claim-of-no-class.ts';
import { configKeyRenamed } from './config-key-renamed.ts';
import { cpuTooLittle } from './cpu-too-little.ts';
import { cronjobMissingSecret } from './cronjob-missing-secret.ts';
import { daemonsetWrongTag } from './daemonset-wrong-tag.ts';
import { databaseDiskFull } from './database-disk-full.ts';
import { initWaitsForNobody } from './init-waits-for-nobody.ts';
import { livenessTooSoon } from './liveness-too-soon.ts';
import { lostBrokerSetting } from './lost-broker-setting.ts';
import { nodeCordoned } from './node-cordoned.ts';
import { oldNoiseNewFault } from './old-noise-new-fault.ts';
import { quotaInTheWay } from './quota-in-the-way.ts';
import { readinessWrongPort } from './readiness-wrong-port.ts';
import { releaseBreaksCheckout } from './release-breaks-checkout.ts';
import { reportJobFails } from './report-job-fails.ts';
import { secretVolumeMissing } from './secret-volume-missing.ts';
import { serviceSelectsTooMuch } from './service-selects-too-much.ts';
import { serviceWrongTarget } from './service-wrong-target.ts';
import { STRANGERS } from './strangers/index.ts';
import { STRANGERS_2 } from './strangers2/index.ts';
import type { System } from './system.ts';
import { wellAndBusy } from './well-and-busy.ts';
import { wellButNoisy } from './well-but-noisy.ts';
import { workerLostHost } from './worker-lost-host.ts';

/** The systems that can be made again, by their case's name. */
export const SYSTEMS: Readonly<Record<string, System>> = {
  'all-well': allWell,
  'backend-scaled-away': backendScaledAway,
  'backend-slow': backendSlow,
  'cache-grows': cacheGrows,
  'cache-wants-password': cacheWantsPassword,
  'caller-speaks-tls': callerSpeaksTls,
  'chain-of-callers': chainOfCallers,
  'claim-of-no-class': claimOfNoClass,
  'config-key-renamed': configKeyRenamed,
  'cpu-too-little': cpuTooLittle,
  'cronjob-missing-secret': cronjobMissingSecret,
  'daemonset-wrong-tag': daemonsetWrongTag,
  'database-disk-full': databaseDiskFull,
  'init-waits-for-nobody': initWaitsForNobody,
  'liveness-too-soon': livenessTooSoon,
  'lost-broker-setting': lostBrokerSetting,
  'node-cordoned': nodeCordoned,
  'old-noise-new-fault': oldNoiseNewFault,
  'quota-in-the-way': quotaInTheWay,
  'readiness-wrong-port': readinessWrongPort,
  'release-breaks-checkout': releaseBreaksCheckout,
  'report-job-fails': reportJobFails,
  'secret-volume-missing': secretVolumeMissing,
  'service-selects-too-much': serviceSelectsTooMuch,
  'service-wrong-target': serviceWrongTarget,
  'well-and-busy': wellAndBusy,
  'well-but-noisy': wellButNoisy,
  'worker-lost-host': workerLostHost,
  ...STRANGERS,
  ...STRANGERS_2,
};
