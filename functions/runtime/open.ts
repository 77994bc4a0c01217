import { pagerDuty } from '../clients/pagerduty/pagerduty.ts';
import type { PagerDutyPort } from '../clients/pagerduty/port.ts';
import { modeOf } from './mode.ts';
import { openRuntime } from './open-runtime.ts';
import { openStore } from './open-store.ts';
import { secretOf } from './secrets.ts';
import { configuredMode, minuteMs, type Settings } from './settings.ts';

const PAGERDUTY = ['pagerdutyUrl', 'pagerdutyFrom', 'pagerdutyUser', 'pagerdutyTokenSecret'] as const;
type PagerDutySetting = (typeof PAGERDUTY)[number];
type TaskSetting = PagerDutySetting | 'installation' | 'storeUrl';

/** PagerDuty as the environment says. */
function openPagerDuty(settings: Settings<PagerDutySetting>, now: () => number): PagerDutyPort {
  return connect(settings.needed(...PAGERDUTY), now);
}

/** PagerDuty where the environment names it, undefined where this function is given none. */
export function maybePagerDuty(
  settings: Settings<never, PagerDutySetting>,
  now: () => number,
): PagerDutyPort | undefined {
  const given = settings.together(...PAGERDUTY);
  return given === undefined ? undefined : connect(given, now);
}

function connect(given: Readonly<Record<PagerDutySetting, string>>, now: () => number): PagerDutyPort {
  const token = secretOf(given.pagerdutyTokenSecret, now);
  return pagerDuty({
    url: given.pagerdutyUrl,
    from: given.pagerdutyFrom,
    requesterId: given.pagerdutyUser,
    token: async (maxAgeMs) => (await token(maxAgeMs)).trim(),
  });
}

/** The ports that every task of the workflow has but those that collect, as the environment says. */
export async function openTaskPorts(settings: Settings<TaskSetting>) {
  const runtime = openRuntime(settings);
  const { storeUrl } = settings.needed('storeUrl');
  return {
    ...runtime,
    store: await openStore(storeUrl),
    pagerduty: openPagerDuty(settings, runtime.now),
  };
}

/** The ports of the tasks that write the note. */
export async function openNotePorts(
  settings: Settings<TaskSetting | 'viewUrl', TaskSetting | 'viewUrl' | 'minuteMs' | 'mode'>,
) {
  const ports = await openTaskPorts(settings);
  return {
    ...ports,
    ...settings.needed('viewUrl'),
    minuteMs: minuteMs(settings),
    mode: modeOf(ports.store, configuredMode(settings), ports),
  };
}

/** What the tasks of the workflow work with; a host may give its own. */
export interface TaskPorts extends Awaited<ReturnType<typeof openNotePorts>> {
  /** The cluster of a playbook that names none; '' where the installation has none. */
  readonly cluster: string;
}
