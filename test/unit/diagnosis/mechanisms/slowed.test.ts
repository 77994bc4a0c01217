import { describe, expect, it } from '@jest/globals';
import { slowed } from '../../../../functions/diagnosis/mechanisms/dependencies/slowed.ts';
import { slowedSince } from '../../../../functions/diagnosis/mechanisms/differences/slowed-since.ts';
import type { Endpoint, Wait } from '../../../../functions/model/log-summary.ts';
import { stepped, timed, wait } from '../differences/durations.ts';
import { program } from '../differences/system.ts';
import {
  ago,
  app,
  deployment,
  findingsOf,
  join,
  log,
  pod,
  podName,
  replicaSet,
  service,
  short,
} from './cluster.ts';

interface Told {
  readonly endpoints?: readonly Endpoint[];
  readonly waits?: readonly Wait[];
}
const says = (name: string, told: Told) => ({ logs: [log({ pod: podName(name), ...told })] });
const SLOW = stepped(40, 3_000);
const QUICK = stepped(40, 41);
const found = (...parts: readonly ReturnType<typeof join>[]) => findingsOf(slowed, join(...parts));

describe('slowed', () => {
  it.each<[string, string, Wait]>([
    ['a Service by its name', 'Deployment/stock', wait('stock answered in 3.2 s', SLOW)],
    ['a Service by its host and port', 'Deployment/stock', wait('POST done, 3200ms', SLOW, ['stock:80'])],
    ['a host outside by its domain', 'External/api.fx-rates.com', wait('fx-rates elapsed=3.2s', SLOW)],
    [
      'a host outside that it names',
      'External/api.fx-rates.com',
      wait('3200 ms', SLOW, ['api.fx-rates.com:443']),
    ],
  ])('blames whom a line names with a time that became longer: %s', (_, object, waited) => {
    const tills = app('tills', {
      container: {
        env: [
          { name: 'STOCK_URL', value: 'http://stock' },
          { name: 'RATES_URL', value: 'https://api.fx-rates.com/v2' },
        ],
      },
    });
    const [finding, ...others] = found(tills, program('stock'), says('tills', { waits: [waited] }));
    expect(others).toEqual([]);
    expect(finding ? short([finding]) : []).toEqual([`slow-dependency ${object} hint`]);
    expect(finding?.title).toMatch(
      /^its callers have been waiting longer for it since 13:54:00Z: p95 \S+ ms -> \S+ s$/,
    );
  });

  it('is more than a guess where its own requests took longer, too, or another caller says the same', () => {
    const waits = [wait('stock answered in 3.2 s', SLOW)];
    const system = [program('tills', ['stock']), program('kiosk', ['stock']), program('stock')];
    const strength = (...told: readonly ReturnType<typeof join>[]) => found(...system, ...told)[0]?.strength;
    expect(strength(says('tills', { waits }))).toBe('hint');
    expect(strength(says('tills', { waits, endpoints: [timed('/pay', SLOW)] }))).toBe('strong');
    expect(strength(says('tills', { waits }), says('kiosk', { waits }))).toBe('strong');
  });

  describe('of a callee that answers as before', () => {
    const waits = [wait('stock answered in 3.2 s', SLOW)];
    const system = [program('tills', ['stock']), program('kiosk', ['stock']), program('stock')];
    const stock = says('stock', { endpoints: [timed('/take', QUICK)] });

    it('blames the one caller that waits, where another does not', () => {
      const [finding] = found(
        ...system,
        stock,
        says('tills', { waits }),
        says('kiosk', { endpoints: [timed('/', QUICK)] }),
      );
      expect(finding ? short([finding]) : []).toEqual(['latency-network Deployment/tills strong']);
      expect(finding?.evidence.join()).toContain('counter-test: kiosk answers as quickly as before');
    });

    it('blames what lies before the callee, where all callers wait', () => {
      const [finding] = found(...system, stock, says('tills', { waits }), says('kiosk', { waits }));
      expect(finding ? short([finding]) : []).toEqual(['latency-network Deployment/stock strong']);
    });

    it('only hints where no other caller is known', () => {
      const [finding] = found(program('tills', ['stock']), program('stock'), stock, says('tills', { waits }));
      expect(finding ? short([finding]) : []).toEqual(['latency-network Deployment/tills hint']);
    });
  });

  it('names the end of a chain of workloads that became slow together', () => {
    const chain = [program('tills', ['stock']), program('stock')];
    const both = (a: Endpoint, b: Endpoint) =>
      short(found(...chain, says('tills', { endpoints: [a] }), says('stock', { endpoints: [b] })));
    expect(both(timed('/pay', SLOW), timed('/take', SLOW))).toEqual([
      'slow-dependency Deployment/stock strong',
    ]);
    expect(both(timed('/pay', SLOW), timed('/take', QUICK))).toEqual([
      'slow-dependency Deployment/tills hint',
    ]);
  });

  it('names, by elimination, the one that it calls and of which no time is known', () => {
    const system = [program('tills', ['stock', 'notes']), program('stock'), program('notes')];
    const slow = says('tills', { endpoints: [timed('/pay', SLOW), timed('/list', QUICK)] });
    const notes = says('notes', { endpoints: [timed('/', QUICK)] });
    expect(short(found(...system, slow, notes))).toEqual(['slow-dependency Deployment/stock hint']);
    const [open] = found(...system, slow);
    expect(open ? short([open]) : []).toEqual(['slow-dependency Deployment/tills hint']);
    expect(open?.against).toEqual([
      'no line says what it waits for: it may be stock, notes, whose times are not known',
    ]);
    expect(open?.evidence).toContain('counter-test: GET /list of tills is as quick as before (160 requests)');
  });

  it('says nothing of a system that is well, and noisy', () => {
    const noisy = stepped(400, 900);
    const waits = [wait('stock answered in 900 ms', noisy), wait('sweep took 41 ms', QUICK)];
    const told = says('tills', { waits, endpoints: [timed('/pay', noisy), timed('/list', QUICK)] });
    expect(found(program('tills', ['stock']), program('stock'), told)).toEqual([]);
  });

  it('says nothing of lines that name several, and of one that names itself', () => {
    const system = [program('tills', ['stock', 'notes']), program('stock'), program('notes')];
    const objects = (text: string) =>
      found(...system, says('tills', { waits: [wait(text, SLOW)] })).map(({ object }) => object.name);
    expect(objects('copied stock to notes in 3.2 s')).toEqual(['tills']);
    expect(objects('tills-restock took 3.2 s')).toEqual(['tills']);
  });
});

describe('slowed-since', () => {
  const revisions = (secondsAgo: number) => {
    const container = (value: string) => ({ env: [{ name: 'SORT', value }] });
    const old = replicaSet('tally', { revision: 1, hash: 'aaaaaaaaaa', container: container('db') });
    const now = replicaSet('tally', {
      revision: 2,
      container: container('memory'),
      created: ago(secondsAgo),
    });
    return {
      deployments: [deployment('tally', { container: container('memory') })],
      replicasets: [old, now],
      pods: [pod('tally', { container: container('memory'), created: ago(secondsAgo) })],
      services: [service('tally')],
    };
  };
  const since = (secondsAgo: number, ...told: readonly ReturnType<typeof join>[]) =>
    findingsOf(slowedSince, join(revisions(secondsAgo), ...told));
  const one = says('tally', { endpoints: [timed('/report', SLOW), timed('/count', QUICK)] });

  it('blames the change of what became slow, at one of its endpoints alone', () => {
    const [finding] = since(365, one);
    expect(finding ? short([finding]) : []).toEqual(['bad-rollout Deployment/tally strong']);
    expect(finding?.title).toBe('it has been slow since revision 2 was rolled out');
  });

  it('only hints where nothing else differs', () => {
    expect(short(since(365, says('tally', { endpoints: [timed('/report', SLOW)] })))).toEqual([
      'bad-rollout Deployment/tally hint',
    ]);
  });

  it.each([
    [900 + 355, 1],
    [900 + 365, 0],
    [200, 0],
  ])('is of a change within the 15 minutes before: %d s ago, it began 360 s ago', (secondsAgo, count) => {
    expect(since(secondsAgo, one)).toHaveLength(count);
  });

  it('blames the change of whom its callers wait for, unless that answers as before', () => {
    const tills = [program('tills', ['tally']), says('tills', { waits: [wait('tally took 3.2 s', SLOW)] })];
    expect(short(since(365, ...tills))).toEqual(['bad-rollout Deployment/tally hint']);
    expect(since(365, ...tills, says('tally', { endpoints: [timed('/count', QUICK)] }))).toEqual([]);
  });

  it('leaves a change of what is as quick as before', () => {
    expect(since(365, says('tally', { endpoints: [timed('/report', QUICK)] }))).toEqual([]);
  });
});
