import { type CollectInput, type CollectOutput, isPing, type Ping, type Pong } from '../contracts/states.ts';
import { type Handler, task } from '../runtime/middleware.ts';
import { maybePagerDuty } from '../runtime/open.ts';
import { openEks } from '../runtime/open-eks.ts';
import { openRuntime } from '../runtime/open-runtime.ts';
import { openStore } from '../runtime/open-store.ts';
import { settingsOf } from '../runtime/settings.ts';
import { type CollectPorts, collect } from './collect.ts';

type Collect = Handler<CollectInput, CollectOutput> & Handler<Ping, Pong>;

/** Reads one stage of the evidence out of the cluster into the store; answers a ping without looking at anything. */
export const createHandler = (open: () => Promise<CollectPorts>): Collect =>
  task<CollectInput | Ping, CollectOutput | Pong, CollectPorts>(open, async (input, ports) =>
    isPing(input) ? { kind: 'pong' } : collect(input, ports),
  ) as Collect;

export const handler = createHandler(async () => {
  const settings = settingsOf('collect');
  const runtime = openRuntime(settings);
  const { storeUrl } = settings.needed('storeUrl');
  const pagerduty = maybePagerDuty(settings, runtime.now);
  const store = await openStore(storeUrl);
  const eks = openEks(settings, runtime.now);
  const prometheus = settings.optional('prometheusUrl');
  return {
    ...runtime,
    store,
    ...(pagerduty === undefined ? {} : { pagerduty }),
    access: eks.access,
    health: eks.health,
    clock: () => performance.now(),
    surroundings: { vantage: 'the VPC', ...(prometheus === undefined ? {} : { prometheus }) },
  };
});
