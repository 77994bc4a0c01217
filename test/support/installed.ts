import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pagerDuty } from '../../functions/clients/pagerduty/pagerduty.ts';
import type { Playbook } from '../../functions/core/playbook/playbook.ts';
import { startInstallation } from '../../functions/local/host/installation.ts';
import type { ExecutionResult } from '../../functions/local/host/machine.ts';
import { DEMO_ACCOUNT, DEMO_PEOPLE } from '../../functions/local/pagerduty/model.ts';
import {
  type StandInOptions,
  type StandInState,
  startStandIn,
} from '../../functions/local/pagerduty/stand-in.ts';
import type { Recording } from '../../functions/local/recording.ts';
import { startRecordingServer } from '../../functions/local/recording-server.ts';
import { silentLogger } from '../../functions/runtime/logger.ts';
import { memoryStore } from './memory-store.ts';
import { accessTo } from './recording.ts';

const TOKEN = 'u+Installed';
const SECRET = 'whsec-installed';

export interface InstalledOptions {
  readonly recording: Recording;
  readonly playbooks: readonly Playbook[];
  /** ms. */
  readonly minuteMs: number;
  readonly abilities?: readonly string[];
  readonly trouble?: StandInOptions['trouble'];
  /** Refuses the way into the cluster with this error. */
  readonly noAccess?: Error;
}

/** All of firstnote in this process: stand-in, state machine, functions, and a recorded cluster. */
export async function installed(options: InstalledOptions) {
  const cluster = await startRecordingServer(options.recording, {});
  const setup = { ...DEMO_ACCOUNT, abilities: options.abilities ?? DEMO_ACCOUNT.abilities };
  const standIn = await startStandIn({
    ...{ token: TOKEN, minuteMs: options.minuteMs, setup },
    ...(options.trouble === undefined ? {} : { trouble: options.trouble }),
  });
  const ended: ExecutionResult[] = [];
  const store = memoryStore();
  const installation = await startInstallation({
    store,
    pagerduty: pagerDuty({
      url: standIn.url,
      token: TOKEN,
      from: DEMO_PEOPLE.firstnote.email,
      requesterId: DEMO_PEOPLE.firstnote.id,
      alertRetriesMs: [20],
    }),
    webhookSecrets: [SECRET],
    playbooks: options.playbooks,
    minuteMs: options.minuteMs,
    access: async () => {
      if (options.noAccess !== undefined) throw options.noAccess;
      return accessTo(cluster.url);
    },
    cluster: 'test',
    port: 0,
    logger: silentLogger,
    routes: () => [],
    onTask: () => {},
    onEnd: (result) => void ended.push(result),
  });
  const subscription = { url: `${installation.url}/pagerduty`, secret: SECRET };
  standIn.subscribe(subscription);
  return {
    standIn,
    store,
    ended,
    subscription,
    incident: (id: string): StandInState['incidents'][number] => {
      const found = standIn.state().incidents.find((incident) => incident.id === id);
      if (found === undefined) throw new Error(`no incident ${id}`);
      return found;
    },
    async stop() {
      await installation.stop();
      await Promise.all([standIn.close(), cluster.close()]);
    },
  };
}

/** The longest that anything is waited for, ms: so that a test that waits for nothing ends. */
const PATIENCE_MS = 20_000;

/** Waits for something that is on its way. */
export async function until<T>(look: () => T | undefined | false): Promise<T> {
  const given = Date.now() + PATIENCE_MS;
  while (Date.now() < given) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await sleep(20);
  }
  throw new Error(`it did not happen: ${look.toString()}`);
}

/** The details of an alert as Alertmanager sends them. */
export const alertDetails = (name: string) => ({
  firing: [
    {
      labels: { alertname: name, severity: 'critical', namespace: 'shop' },
      annotations: { description: 'many 5xx', value: '9.8 %' },
      startsAt: new Date().toISOString(),
      generatorURL: 'https://prometheus.example/graph',
      fingerprint: randomUUID(),
    },
  ],
});
