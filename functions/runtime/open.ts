import { pagerDuty } from '../clients/pagerduty/pagerduty.ts';
import type { PagerDutyPort } from '../clients/pagerduty/port.ts';
import { ENV } from '../contracts/env.ts';
import { lambdaLogger } from './logger.ts';
import { embeddedMetrics, silentMetrics } from './metrics.ts';
import type { Runtime } from './middleware.ts';
import { openStore } from './open-store.ts';
import { loadPlaybooks } from './playbooks.ts';
import { secretOf } from './secrets.ts';
import { minuteMs, readSettings } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Clock, logger and metrics of a function; nothing is measured where the installation has no name. */
export function openRuntime(name: string, environment: Environment = process.env): Runtime {
  const now = () => Date.now();
  const installation = environment[ENV.installation] ?? '';
  const metrics = installation === '' ? silentMetrics : embeddedMetrics(installation, now);
  return { now, logger: lambdaLogger(name), metrics };
}

/** PagerDuty as the environment says. */
export async function openPagerDuty(environment: Environment, now: () => number): Promise<PagerDutyPort> {
  const settings = readSettings(environment, ['pagerdutyUrl', 'pagerdutyFrom', 'pagerdutyUser']);
  const token = secretOf(environment, { value: ENV.pagerdutyToken, id: ENV.pagerdutyTokenSecret }, now);
  return pagerDuty({
    url: settings.pagerdutyUrl,
    from: settings.pagerdutyFrom,
    requesterId: settings.pagerdutyUser,
    token: async (maxAgeMs) => (await token(maxAgeMs)).trim(),
  });
}

/** PagerDuty where the environment names a token, undefined where this function is given none. */
export async function maybePagerDuty(
  environment: Environment,
  now: () => number,
): Promise<PagerDutyPort | undefined> {
  const isGiven = [ENV.pagerdutyToken, ENV.pagerdutyTokenSecret].some(
    (name) => (environment[name] ?? '') !== '',
  );
  return isGiven ? openPagerDuty(environment, now) : undefined;
}

/** The ports that every task of the workflow has, as the environment says. */
export async function openTaskPorts(name: string, environment: Environment) {
  const runtime = openRuntime(name, environment);
  const settings = readSettings(environment, ['storeUrl', 'playbooks', 'viewUrl']);
  const [store, pagerduty, playbooks] = await Promise.all([
    openStore(settings.storeUrl),
    openPagerDuty(environment, runtime.now),
    loadPlaybooks(settings.playbooks),
  ]);
  return {
    ...runtime,
    store,
    pagerduty,
    playbooks,
    viewUrl: settings.viewUrl,
    minuteMs: minuteMs(environment),
    cluster: environment[ENV.clusterName] ?? '',
  };
}

/** What every task of the workflow works with; a host may give its own. */
export type TaskPorts = Awaited<ReturnType<typeof openTaskPorts>>;
