import {
  type CollectInput,
  type CollectOutput,
  type ExecAnswer,
  type ExecQuestion,
  isExecQuestion,
  isPing,
  type Ping,
  type Pong,
} from '../contracts/states.ts';
import { defined } from '../model/present.ts';
import { type Handler, task } from '../runtime/middleware.ts';
import { maybePagerDuty } from '../runtime/open.ts';
import { openEks } from '../runtime/open-eks.ts';
import { openRuntime } from '../runtime/open-runtime.ts';
import { openStore } from '../runtime/open-store.ts';
import { settingsOf } from '../runtime/settings.ts';
import { type CollectPorts, collect } from './collect.ts';
import { mayExec } from './may-exec.ts';

type Collect = Handler<CollectInput, CollectOutput> & Handler<Ping, Pong> & Handler<ExecQuestion, ExecAnswer>;

/**
 * Reads one stage of the evidence out of the cluster into the store; answers a ping without looking at anything, and
 * whether it may run programs in pods without running one.
 */
export const createHandler = (open: () => Promise<CollectPorts>): Collect =>
  task<CollectInput | Ping | ExecQuestion, CollectOutput | Pong | ExecAnswer, CollectPorts>(
    open,
    async (input, ports) => {
      if (isPing(input)) return { kind: 'pong' };
      return isExecQuestion(input) ? mayExec(input, ports) : collect(input, ports);
    },
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
    ...defined({ pagerduty }),
    access: eks.access,
    health: eks.health,
    clock: () => performance.now(),
    execIn: ['exec'],
    surroundings: { vantage: 'the VPC', ...defined({ prometheus }) },
  };
});
