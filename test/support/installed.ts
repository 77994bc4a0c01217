import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pagerDuty } from '../../functions/clients/pagerduty/pagerduty.ts';
import type { StorePort } from '../../functions/clients/store/port.ts';
import { DEMO_ACCOUNT, DEMO_PEOPLE } from '../../functions/console/model.ts';
import { type StandInOptions, type StandInState, startStandIn } from '../../functions/console/stand-in.ts';
import { webhookBody } from '../../functions/console/webhook.ts';
import type { LocalDefinition } from '../../functions/host/definition.ts';
import { fleetingJournal } from '../../functions/host/executions.ts';
import { startInstallation } from '../../functions/host/installation.ts';
import type { ExecutionResult, TaskEvent } from '../../functions/host/machine.ts';
import { signatureOf } from '../../functions/incidents/signature.ts';
import { Failure } from '../../functions/model/failure.ts';
import type { Recording } from '../../functions/recordings/recording.ts';
import { startRecordingServer } from '../../functions/recordings/recording-server.ts';
import { silentLogger } from '../../functions/runtime/logger.ts';
import type { PlaybookSource } from '../../functions/runtime/playbooks.ts';
import { memoryStore } from './memory-store.ts';
import { accessTo } from './recording.ts';

const TOKEN = 'u+Installed';
const SECRET = 'whsec-installed';

export interface InstalledOptions {
  readonly recording: Recording;
  readonly playbooks: PlaybookSource;
  /** ms. */
  readonly minuteMs: number;
  readonly abilities?: readonly string[];
  readonly trouble?: StandInOptions['trouble'];
  /** The state machine of another installation than the example's. */
  readonly definition?: LocalDefinition;
  /** Refuses the way into the cluster with this error. */
  readonly noAccess?: Error;
  /** Lets every request to the store fail, as S3 does when it throttles, while this is true. */
  readonly storeFails?: () => boolean;
  /** Hears of each task as it begins, and of each request that is made within it. */
  readonly onTask?: (event: TaskEvent) => void;
  readonly onRequest?: (kind: RequestKind, key: string) => void;
}

export type RequestKind = 'store read' | 'store write' | 'PagerDuty';

/** The same object, each of whose methods is told of before it runs. */
function told<Target extends object>(target: Target, tell: (method: string, key: string) => void): Target {
  return new Proxy(target, {
    get(object, name, receiver) {
      const found: unknown = Reflect.get(object, name, receiver);
      if (typeof found !== 'function') return found;
      return (...args: unknown[]) => {
        tell(String(name), String(args[0]));
        return Reflect.apply(found, object, args) as unknown;
      };
    },
  });
}

/** The store, out of order at times. */
function throttled(store: StorePort, fails: () => boolean): StorePort {
  const unless =
    <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (fails()) throw new Failure('retryLater', 'store: SlowDown');
      return work(...args);
    };
  return {
    get: unless(store.get),
    put: unless(store.put),
    create: unless(store.create),
    replace: unless(store.replace),
  };
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
  const { storeFails, onRequest = () => {} } = options;
  const kindOf = (method: string): RequestKind => (method === 'get' ? 'store read' : 'store write');
  const install = () =>
    startInstallation({
      store: told(storeFails === undefined ? store : throttled(store, storeFails), (method, key) =>
        onRequest(kindOf(method), key),
      ),
      pagerduty: told(
        pagerDuty({
          url: standIn.url,
          token: TOKEN,
          from: DEMO_PEOPLE.firstnote.email,
          requesterId: DEMO_PEOPLE.firstnote.id,
          alertRetriesMs: [20],
        }),
        () => onRequest('PagerDuty', ''),
      ),
      journal: fleetingJournal(),
      onTrouble: () => {},
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
      onTask: options.onTask ?? (() => {}),
      ...(options.definition === undefined ? {} : { definition: options.definition }),
      onEnd: (result) => void ended.push(result),
    });
  let installation = await install();
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
    /** Another installation over the same store and account, which has never heard of an execution, takes this event. */
    async startAnew(incidentId: string): Promise<number> {
      await installation.stop();
      installation = await install();
      const incident = standIn.account.find(incidentId);
      const at = new Date().toISOString();
      const body = webhookBody(standIn.account, { type: 'incident.triggered', incident }, at);
      const signature = signatureOf(Buffer.from(body), SECRET);
      const headers = { 'x-pagerduty-signature': signature };
      const answer = await fetch(`${installation.url}/pagerduty`, { method: 'POST', body, headers });
      return answer.status;
    },
    async stop() {
      await installation.stop();
      await Promise.all([standIn.close(), cluster.close()]);
    },
  };
}

/** The longest that anything is waited for, ms: so that a test that waits for nothing ends. */
const PATIENCE_MS = 180_000;

/** Waits for something that is on its way. */
export async function until<T>(
  look: () => T | undefined | false,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  const given = Date.now() + patienceMs;
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
