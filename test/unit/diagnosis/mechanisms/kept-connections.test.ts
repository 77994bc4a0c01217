import { describe, expect, it } from '@jest/globals';
import { dependencyUnreachable } from '../../../../functions/diagnosis/mechanisms/dependencies/dependency-unreachable.ts';
import { keptConnections } from '../../../../functions/diagnosis/mechanisms/dependencies/kept-connections.ts';
import { endpoint, lines, program, told } from '../differences/system.ts';
import { app, event, findingsOf, join, pod, podName, service, short } from './cluster.ts';

const EACH = [2, 2, 2, 2, 2, 2, 2, 2];
const RESET = 'upstream books said: Connection reset by peer';

interface Options {
  readonly text?: string;
  readonly counts?: readonly number[];
  readonly requests?: number;
  readonly answered?: number;
  readonly failed?: number;
  readonly more?: ReturnType<typeof join>;
}

const system = ({
  text = RESET,
  counts = EACH,
  requests = 100,
  answered = 800,
  failed = 0,
  more = {},
}: Options = {}) =>
  join(program('edge', ['books']), program('books'), more, {
    logs: [
      told(podName('edge'), {
        failed: EACH,
        requests,
        patterns: [lines(text, counts, { peers: ['books:80'] })],
      }),
      told(podName('books'), {
        failed: [0, 0, 0, 0, 0, 0, 0, 0],
        requests: answered / 8,
        endpoints: [endpoint('/', answered, failed)],
      }),
    ],
  });
const kept = (options: Options = {}) => short(findingsOf(keptConnections, system(options)));
const unreached = (options: Options = {}) => short(findingsOf(dependencyUnreachable, system(options)));

describe('kept-connections', () => {
  it('says of resets of a few requests to a server that answers all it sees that it closes kept connections', () => {
    const [finding] = findingsOf(keptConnections, system());
    expect(finding).toMatchObject({
      strength: 'strong',
      title: 'it closes connections that edge keeps open: 16 resets in 800 requests',
    });
    expect(unreached()).toEqual([]);
  });

  it.each([
    // A tenth of 160 requests is 16.
    [20, 1],
    [19, 0],
  ])('is of a tenth of the requests at most: 16 of 8 times %d', (requests, count) => {
    expect(kept({ requests })).toHaveLength(count);
    expect(unreached({ requests })).toHaveLength(1 - count);
  });

  it.each([
    ['the server answers too few to show that it is reached', { answered: 96 }],
    ['the server fails requests itself', { failed: 9 }],
    ['it is refused', { text: 'books: connect ECONNREFUSED' }],
    [
      'pods of the server ended',
      { more: { pods: [pod('books', { suffix: 'bbbbb', state: { restartCount: 1 } })] } },
    ],
    [
      'the server was rolled out',
      {
        more: {
          events: [
            event('Deployment', 'books', 'ScalingReplicaSet', 'Scaled down replica set books-1 from 2 to 1'),
          ],
        },
      },
    ],
  ])('is not said where %s', (_, options) => {
    expect(kept(options)).toEqual([]);
  });

  it('is said of one caller though another one is refused', () => {
    const refused = lines('connect ECONNREFUSED 10.0.0.9:80', EACH, { peers: ['books:80'] });
    const more = join(program('side', ['books']), {
      logs: [told(podName('side'), { failed: EACH, patterns: [refused] })],
    });
    const [finding, ...others] = findingsOf(keptConnections, system({ more }));
    expect(finding?.title).toContain('connections that edge keeps open');
    expect(others).toEqual([]);
  });

  describe('of two workloads behind one Service', () => {
    const LABEL = { version: 'both' };
    const half = (name: string, more = {}) => app(name, { labels: LABEL, ...more });
    const both = (left: number, right: number, more = {}) =>
      findingsOf(
        keptConnections,
        join(program('edge', ['books']), half('books-a'), half('books-b', more), {
          services: [service('books', { selector: LABEL })],
          logs: [
            told(podName('edge'), { failed: EACH, patterns: [lines(RESET, EACH, { peers: ['books:80'] })] }),
            told(podName('books-a'), { failed: EACH.map(() => 0), requests: left }),
            told(podName('books-b'), { failed: EACH.map(() => 0), requests: right }),
          ],
        }),
      );

    it('names the one that answers most of what arrives', () => {
      expect(both(90, 10)[0]?.object.name).toBe('books-a');
      expect(both(10, 90)[0]?.object.name).toBe('books-b');
    });

    it('takes both together for what arrives, and blames nobody where a pod of either ended', () => {
      expect(both(7, 6)).toHaveLength(1);
      expect(both(6, 6)).toEqual([]);
      expect(both(90, 10, { state: { restartCount: 1 } })).toEqual([]);
    });
  });
});
