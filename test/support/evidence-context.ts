import type { KubernetesPort, LogOptions } from '../../functions/clients/kubernetes/port.ts';
import type { CollectContext } from '../../functions/collectors/collector.ts';
import { events as eventsCollector } from '../../functions/collectors/events.ts';
import { pods as podsCollector } from '../../functions/collectors/pods.ts';
import { defaultPlaybook } from '../../functions/local/read-playbook.ts';
import type { Evidence } from '../../functions/model/evidence.ts';

const refused = async () =>
  ({ ok: false, failure: { kind: 'failed', message: 'not in this test' } }) as const;

/** A port that refuses everything but what a test gives. */
export const portWith = (parts: Partial<KubernetesPort>): KubernetesPort => ({
  name: 'test',
  list: refused,
  get: refused,
  review: refused,
  log: refused,
  close: () => undefined,
  ...parts,
});

export const WINDOW = { from: '2026-11-25T13:30:00Z', to: '2026-11-25T14:00:00Z' } as const;

/** A context for one collector, as the runner would make it. */
export const contextWith = (parts: Partial<CollectContext>): CollectContext => ({
  kubernetes: portWith({}),
  target: { cluster: 'test', namespace: 'shop' },
  playbook: defaultPlaybook('shop'),
  window: WINDOW,
  signal: new AbortController().signal,
  earlier: {},
  ...parts,
});

const answering = (items: readonly unknown[]): Partial<CollectContext> => ({
  kubernetes: portWith({
    list: async () => ({ ok: true, value: { items: [...items], truncated: false } }),
  }),
});

/** Evidence of pods, read out of raw ones as the collector reads them. */
export const podEvidence = (items: readonly unknown[]): Promise<Evidence<'pods'>> =>
  podsCollector.collect(contextWith(answering(items)));

/** As `podEvidence`, of events. */
export const eventEvidence = (items: readonly unknown[]): Promise<Evidence<'events'>> =>
  eventsCollector.collect(contextWith(answering(items)));

/** A log port that answers text, and remembers what was asked. */
export function logPort(answer: (options: LogOptions) => string | 'hang' | 403 | 400): {
  port: KubernetesPort;
  asked: LogOptions[];
} {
  const asked: LogOptions[] = [];
  const port = portWith({
    log: async (options) => {
      asked.push(options);
      const text = answer(options);
      if (text === 403) return { ok: false, failure: { kind: 'forbidden', status: 403, message: 'no' } };
      if (text === 400) return { ok: false, failure: { kind: 'failed', status: 400, message: 'not found' } };
      if (text === 'hang') {
        await new Promise((resolve) => options.signal.addEventListener('abort', resolve));
        return { ok: false, failure: { kind: 'timeout', message: 'no answer' } };
      }
      return {
        ok: true,
        value: (async function* () {
          yield Buffer.from(text);
        })(),
      };
    },
  });
  return { port, asked };
}
