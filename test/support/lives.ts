import { filesOf } from '../../functions/actions/files.ts';
import type { Incident, PagerDutyPort } from '../../functions/clients/pagerduty/port.ts';
import type { StorePort } from '../../functions/clients/store/port.ts';
import type { EscalateInput, EscalateOutput } from '../../functions/contracts/states.ts';
import { createHandler } from '../../functions/escalate/handler.ts';
import { Failure } from '../../functions/model/failure.ts';
import { silentLogger } from '../../functions/runtime/logger.ts';
import { silentMetrics } from '../../functions/runtime/metrics.ts';
import { STUBBORNLY } from '../../infra/retries.ts';
import { memoryStore } from './memory-store.ts';
import { Crash, type CrashPoint, mortality } from './mortal.ts';
import { fakePagerDuty } from './pagerduty.ts';
import { playbookOf } from './report.ts';
import { delayOf, retrierOf } from './retries.ts';

export const MINUTE = 60_000;
/** Epoch ms of a life's start; whole seconds, as occurrences are named by them. */
export const START = Date.parse('2026-11-25T14:00:00Z');
const LIMIT_MS = 24 * 60 * MINUTE;

/** What befalls an incident; ms after START. */
export interface Act {
  readonly at: number;
  readonly status: 'acknowledged' | 'triggered' | 'resolved';
}
export interface LivedIncident {
  readonly opens: number;
  readonly urgency: 'high' | 'low';
  /** People of its escalation path, due 5, 15 and 30 minutes after it opened. */
  readonly people: readonly string[];
  readonly acts: readonly Act[];
}
/** A time in which every request fails; `reset` carries it out and loses the answer. ms after START. */
export interface Outage {
  readonly from: number;
  readonly until: number;
  readonly kind: 401 | 403 | 404 | 429 | 500 | 'silent' | 'reset';
}
export interface Life {
  readonly incidents: readonly LivedIncident[];
  readonly outages: readonly Outage[];
  readonly storeOutages: readonly { readonly from: number; readonly until: number }[];
  /** The tries that die, counted over the whole life, and where in them. */
  readonly crashes: Readonly<Record<number, CrashPoint>>;
}

/** A responder request as PagerDuty has it. Epoch ms. */
export interface LivedCall {
  readonly incident: number;
  readonly person: string;
  readonly at: number;
}
/** A timer that rang, and how it ended. Epoch ms. */
export interface Ended {
  readonly incident: number;
  readonly step: number;
  readonly person: string;
  readonly due: number;
  readonly at: number;
  readonly tries: number;
  readonly outcome: EscalateOutput['outcome'] | 'lost';
}

const MINUTES = [5, 15, 30];
const idOf = (incident: number): string => `Q${incident}`;
const nameOf = ({ incidents }: Life, incident: number): string =>
  `${idOf(incident)}-${(START + (incidents[incident]?.opens ?? 0)) / 1_000}`;

/** The state of an incident at a time, epoch ms: a resolved one stays so. */
export function statusAt(incident: LivedIncident, now: number): 'triggered' | 'acknowledged' | 'resolved' {
  let status: Act['status'] = 'triggered';
  for (const act of incident.acts.toSorted((a, b) => a.at - b.at)) {
    if (START + act.at > now || status === 'resolved') break;
    status = act.status;
  }
  return status;
}

/**
 * Lives a storm through in a virtual clock: the timers of every incident of one target, those that count from a lapsed
 * acknowledgement too, each try of them by the real function, and the retries by the deployed definition.
 */
export async function live(life: Life): Promise<{ calls: LivedCall[]; ended: Ended[] }> {
  const world = worldOf(life);
  await world.plan();
  const queue = timersOf(life).map((timer) => ({
    timer,
    at: timer.due,
    tries: 0,
    used: new Map<object, number>(),
  }));
  const ended: Ended[] = [];
  for (let tries = 1; queue.length > 0; tries += 1) {
    queue.sort((a, b) => a.at - b.at);
    const next = queue.shift();
    if (next === undefined) break;
    next.tries += 1;
    const outcome = await world.attempt(next.timer, next.at, tries);
    const { incident, step, person, due } = next.timer;
    const end = (result: Ended['outcome']) =>
      ended.push({ incident, step, person, due, at: next.at, tries: next.tries, outcome: result });
    if (!(outcome instanceof Error)) {
      end(outcome.outcome);
      continue;
    }
    const retrier = retrierOf(STUBBORNLY, outcome.name);
    const before = retrier === undefined ? 0 : (next.used.get(retrier) ?? 0);
    if (retrier === undefined || before >= retrier.MaxAttempts || next.at - due > LIMIT_MS) {
      end('lost');
      continue;
    }
    next.used.set(retrier, before + 1);
    queue.push({ ...next, at: next.at + delayOf(retrier, before) * 1_000 });
  }
  return { calls: world.calls, ended };
}

interface LivedTimer {
  readonly incident: number;
  readonly step: number;
  readonly person: string;
  readonly due: number;
  readonly lapsedAt?: number;
}

function timersOf({ incidents }: Life): LivedTimer[] {
  return incidents.flatMap((lived, incident) => {
    const from = (since: number, lapsedAt?: number): LivedTimer[] =>
      lived.people.map((person, step) => ({
        ...{ incident, step, person, due: START + since + (MINUTES[step] ?? 0) * MINUTE },
        ...(lapsedAt === undefined ? {} : { lapsedAt }),
      }));
    const lapses = lived.acts
      .filter(({ at, status }) => status === 'triggered' && at > lived.opens)
      .filter(({ at }) => statusAt(lived, START + at - 1) === 'acknowledged')
      .map(({ at }) => at);
    return [...from(lived.opens), ...lapses.flatMap((at) => from(at, at))];
  });
}

function worldOf(life: Life) {
  const memory = memoryStore();
  const calls: (LivedCall & { readonly message: string })[] = [];
  const isIn = ({ from, until }: { from: number; until: number }, now: number) =>
    now >= START + from && now < START + until;

  const portAt = (now: number): PagerDutyPort => {
    const outage = life.outages.find((entry) => isIn(entry, now));
    const of = (id: string): number => Number(id.slice(1));
    const incident = async (id: string): Promise<Incident> => {
      const lived = life.incidents[of(id)];
      if (lived === undefined)
        throw new Failure('rejected', 'PagerDuty GET /x: answered 404', { status: 404 });
      const requests = calls.filter((call) => call.incident === of(id));
      return {
        ...(await fakePagerDuty().port.incident(id)),
        ...{ id, status: statusAt(lived, now), urgency: lived.urgency },
        assignments: [
          { person: { id: 'PONCALL', name: '' }, at: new Date(START + lived.opens).toISOString() },
        ],
        responderRequests: requests.map(({ person, message }) => ({ targetId: person, message, at: '' })),
      };
    };
    const port: PagerDutyPort = {
      ...fakePagerDuty().port,
      incident,
      async requestResponders(id, targets, message) {
        for (const target of targets) calls.push({ incident: of(id), person: target.id, at: now, message });
      },
    };
    return outage === undefined ? port : broken(port, outage.kind);
  };

  const storeAt = (now: number): StorePort => {
    if (!life.storeOutages.some((entry) => isIn(entry, now))) return memory;
    const down = () => Promise.reject(new Failure('retryLater', 'store: SlowDown'));
    return { get: down, put: down, create: down, replace: down };
  };

  const playbook = (incident: LivedIncident) =>
    playbookOf({
      escalation: incident.people.map((id, step) => ({
        ...{ after: MINUTES[step] ?? 0, name: id, responder: { type: 'user' as const, id } },
      })),
    });

  return {
    calls: calls as LivedCall[],
    /** Every incident is planned, and the first one leads. */
    async plan(): Promise<void> {
      for (const [incident, lived] of life.incidents.entries()) {
        await filesOf(memory, nameOf(life, incident)).writePlan({
          alert: { name: '', severity: '', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
          playbook: playbook(lived),
          target: { cluster: 'c', namespace: 'n' },
          window: { from: '', to: '' },
          lead: { name: nameOf(life, 0), incidentId: idOf(0), url: '' },
        });
      }
    },
    async attempt({ incident, step, person, due, lapsedAt }: LivedTimer, now: number, number: number) {
      const lived = life.incidents[incident];
      if (lived === undefined) throw new Error('no such incident');
      const through = mortality(life.crashes[number] ?? { at: 0, moment: 'before' });
      const handler = createHandler(async () => ({
        ...{ now: () => now, pause: async () => undefined, logger: silentLogger, metrics: silentMetrics },
        ...{ store: through(storeAt(now)), pagerduty: through(portAt(now)) },
        ...{ viewUrl: 'https://view.example', minuteMs: MINUTE, mode: async () => 'full' as const },
      }));
      const input: EscalateInput = {
        occurrence: {
          ...{
            incidentId: idOf(incident),
            name: nameOf(life, incident),
            serviceId: 'PSERVICE',
            title: 'High',
          },
          ...{ url: '', urgency: lived.urgency, createdAt: new Date(START + lived.opens).toISOString() },
        },
        playbook: 'API',
        escalation: {
          ...{ step, at: new Date(due).toISOString(), name: person },
          responder: { type: 'user', id: person },
        },
        ...(lapsedAt === undefined ? {} : { lapsedAt: new Date(START + lapsedAt).toISOString() }),
      };
      return handler(input, { awsRequestId: `${number}` }).catch((error: unknown) => {
        if (!(error instanceof Error)) throw error;
        if (error instanceof Crash) error.name = 'Runtime.ExitError';
        return error;
      });
    },
  };
}

/** PagerDuty with trouble in every request. */
function broken(port: PagerDutyPort, kind: Outage['kind']): PagerDutyPort {
  return new Proxy(port, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        if (kind === 'reset') await method.apply(target, args);
        if (kind === 'reset' || kind === 'silent')
          throw new Failure('retryLater', 'PagerDuty POST /x: no answer');
        const passes = kind === 429 || kind >= 500;
        throw new Failure(passes ? 'retryLater' : 'rejected', `PagerDuty POST /x: answered ${kind}`, {
          status: kind,
        });
      };
    },
  });
}
