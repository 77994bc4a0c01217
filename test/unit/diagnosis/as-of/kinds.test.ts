import { describe, expect, it } from '@jest/globals';
import { asOf, OF_THEN } from '../../../../functions/diagnosis/as-of/as-of.ts';
import type { CollectorName } from '../../../../functions/model/evidence.ts';
import { event, evidenceOf, log, NOW } from '../mechanisms/cluster.ts';

const EARLIER = '2026-11-25T13:50:00Z';
const LATER = '2026-11-25T14:00:01Z';
const READ_AT = '2026-11-25T17:00:00Z';

const made = (time: string) => ({
  metadata: { name: `of-${time}`, namespace: 'shop', creationTimestamp: time },
});
const measured = (time: string) => ({ metadata: { name: 'api' }, timestamp: time });
const happened = (time: string) =>
  event('Pod', 'api', time, 'x', { firstTimestamp: time, lastTimestamp: time });

/** One item of each kind by its time; undefined for kinds that bear none. */
const ITEMS: { readonly [Name in CollectorName]: ((time: string) => unknown) | undefined } = {
  pods: made,
  systempods: made,
  events: happened,
  deployments: made,
  replicasets: made,
  statefulsets: made,
  daemonsets: made,
  controllerrevisions: made,
  jobs: made,
  cronjobs: made,
  services: made,
  endpointslices: made,
  ingresses: made,
  ingressclasses: made,
  configmaps: made,
  secrets: made,
  serviceaccounts: made,
  persistentvolumeclaims: made,
  persistentvolumes: made,
  storageclasses: made,
  resourcequotas: made,
  limitranges: made,
  horizontalpodautoscalers: made,
  poddisruptionbudgets: made,
  networkpolicies: made,
  nodes: made,
  namespaces: made,
  podmetrics: measured,
  nodemetrics: measured,
  logs: (time) => log({ pod: `api-${time}`, first: time, last: time }),
  signals: (time) => ({ signal: 'cpu', namespace: 'shop', workload: time, points: [[Date.parse(time), 1]] }),
  probes: undefined,
  dependencystate: undefined,
  clusterhealth: undefined,
  changeevents: (time) => ({ at: time, summary: time, source: '', url: '' }),
};
const KINDS = Object.keys(OF_THEN) as CollectorName[];
const DATED = KINDS.filter((kind) => ITEMS[kind] !== undefined);
const UNDATED = KINDS.filter((kind) => ITEMS[kind] === undefined);

const cut = (kind: CollectorName, items: readonly unknown[]) =>
  asOf(evidenceOf({ [kind]: items }), NOW, READ_AT)[kind];

describe('every kind of evidence, as of a moment', () => {
  it.each(DATED)('%s: keeps what was there and leaves out what came later', (kind) => {
    const [earlier, later] = [ITEMS[kind]?.(EARLIER), ITEMS[kind]?.(LATER)];
    const both = cut(kind, [earlier, later]);
    const alone = cut(kind, [earlier]);
    expect(alone?.data).toHaveLength(1);
    expect(both).toEqual(alone);
  });

  it('logs: says that no line is left, whether any came later or not', () => {
    const none = { status: 'failed', detail: 'no line of that time is left' };
    expect(cut('logs', [ITEMS.logs?.(LATER)])).toMatchObject(none);
    expect(cut('logs', [])).toMatchObject(none);
  });

  it.each(DATED.filter((kind) => kind !== 'logs'))(
    '%s: is empty, and not failed, where all came later',
    (kind) => {
      expect(cut(kind, [ITEMS[kind]?.(LATER)])).toMatchObject({ status: 'empty', data: [], detail: '' });
    },
  );

  it.each(UNDATED)('%s: says that it was asked of now alone', (kind) => {
    const asked = cut(kind, [{ rows: [], result: 'refused' }]);
    expect(asked).toMatchObject({ status: 'failed', detail: 'asked of now alone, read 3 h after 14:00:00Z' });
    expect(asked).not.toHaveProperty('data');
  });

  it('says of a moment that has not come that it has not', () => {
    const ahead = asOf(evidenceOf({ probes: [{ result: 'refused' }], logs: [] }), NOW, EARLIER);
    expect(ahead.probes?.detail).toBe('asked of now alone, and 14:00:00Z has not come yet');
    expect(ahead.logs?.detail).toBe('no line yet: that time has not come');
  });
});
