import { lambdaLogger } from './logger.ts';
import { embeddedMetrics, silentMetrics } from './metrics.ts';
import type { Runtime } from './middleware.ts';
import type { Settings } from './settings.ts';

/** Clock, logger and metrics of a function; nothing is measured where the installation has no name. */
export function openRuntime(settings: Settings<never, 'installation'>): Runtime {
  const now = () => Date.now();
  const installation = settings.optional('installation');
  const metrics = installation === undefined ? silentMetrics : embeddedMetrics(installation, now);
  return { now, logger: lambdaLogger(settings.lambda), metrics };
}
