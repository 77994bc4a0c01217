import { describe, expect, it } from '@jest/globals';
import { changedCallee } from '../../../../functions/diagnosis/mechanisms/differences/changed-callee.ts';
import { endpoint, lines, program, told } from '../differences/system.ts';
import {
  ago,
  deployment,
  findingsOf,
  join,
  NAMESPACE,
  pod,
  podName,
  replicaSet,
  service,
  short,
} from './cluster.ts';

const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
const WELL = [0, 0, 0, 0, 0, 0, 0, 0];

/** Books, of which a revision was rolled out so many seconds ago; its own log says nothing. */
const changedBooks = (seconds = 190) => ({
  deployments: [deployment('books', { container: { image: 'books:2' } })],
  replicasets: [
    replicaSet('books', { hash: 'bbbbbbbbbb', revision: 1, container: { image: 'books:1' } }),
    replicaSet('books', { revision: 2, container: { image: 'books:2' }, created: ago(seconds) }),
  ],
  pods: [pod('books', { container: { image: 'books:2' } })],
  services: [service('books')],
  logs: [told(podName('books'), { failed: WELL })],
});

/** A caller of some Services, whose requests began to fail three minutes ago; its new lines name `peers`. */
const failing = (name: string, calls: readonly string[], peers: readonly string[] = []) =>
  join(program(name, calls), {
    logs: [told(podName(name), { failed: BAD, patterns: [lines('the shelf sulks', BAD, { peers })] })],
  });
const well = (name: string, calls: readonly string[]) =>
  join(program(name, calls), { logs: [told(podName(name), { failed: WELL })] });
const found = (...parts: readonly ReturnType<typeof join>[]) =>
  short(findingsOf(changedCallee, join(...parts)));

describe('changed-callee', () => {
  it('is a hint by time alone: its caller fails since it was rolled out', () => {
    expect(found(changedBooks(), failing('web', ['books']))).toEqual(['bad-rollout Deployment/books hint']);
  });

  it('is strong where the new lines name it, and proven where those who do not call it are well', () => {
    expect(found(changedBooks(), failing('web', ['books'], ['books']))).toEqual([
      'bad-rollout Deployment/books strong',
    ]);
    expect(
      found(changedBooks(), failing('web', ['books'], ['books']), program('mail'), well('shop', ['mail'])),
    ).toEqual(['bad-rollout Deployment/books proof']);
  });

  it('is strong where its caller fails at one endpoint, and serves the others', () => {
    const web = join(program('web', ['books']), {
      logs: [
        told(podName('web'), {
          failed: BAD,
          endpoints: [endpoint('/books', 400, 150), endpoint('/about', 400, 0)],
        }),
      ],
    });
    expect(found(changedBooks(), web)).toEqual(['bad-rollout Deployment/books strong']);
  });

  it('is found behind a caller of its caller', () => {
    const edge = failing('edge', ['web'], ['web']);
    expect(found(changedBooks(), edge, program('web', ['books']))).toEqual([
      'bad-rollout Deployment/books hint',
    ]);
  });

  it('says what was changed, and who fails since', () => {
    const [finding] = findingsOf(changedCallee, join(changedBooks(), failing('web', ['books'], ['books'])));
    expect(finding).toMatchObject({
      title: 'its callers have been failing since its revision 2 was rolled out',
    });
    expect(finding?.evidence.join('\n')).toMatch(/web: failed requests a minute .* after it/);
    expect(finding?.evidence.join('\n')).toContain('name books: the shelf sulks');
    expect(finding?.explains.map(({ name }) => name)).toEqual(['books', 'web']);
  });

  it('is as sure as of nothing where something else was changed at the same time', () => {
    const stock = {
      ...changedBooks(),
      deployments: [deployment('stock', { container: { image: 'stock:2' } })],
      replicasets: [
        replicaSet('stock', { hash: 'bbbbbbbbbb', revision: 1, container: { image: 'stock:1' } }),
        replicaSet('stock', { revision: 2, container: { image: 'stock:2' }, created: ago(195) }),
      ],
      pods: [pod('stock', { container: { image: 'stock:2' } })],
      services: [service('stock')],
      logs: [told(podName('stock'), { failed: WELL })],
    };
    const both = findingsOf(changedCallee, join(changedBooks(), stock, failing('web', ['books', 'stock'])));
    expect(short(both)).toEqual(['bad-rollout Deployment/books hint', 'bad-rollout Deployment/stock hint']);
    expect(both[0]?.against).toEqual([expect.stringContaining('deployment/stock was changed as well')]);
  });
});

describe('what is not the doing of a changed callee', () => {
  it.each([
    ['one that came after it', 174],
    ['one that was long before it', 180 + 15 * 60 + 1],
  ])('is a failure with %s', (_, seconds) => {
    expect(found(changedBooks(seconds), failing('web', ['books'], ['books']))).toEqual([]);
  });

  it('is the failure of who does not call it, or whose lines name another', () => {
    expect(found(changedBooks(), failing('web', []))).toEqual([]);
    expect(found(changedBooks(), program('stock'), failing('web', ['books', 'stock'], ['stock']))).toEqual(
      [],
    );
  });

  it('is anything, where something that does not lead to it fails as well', () => {
    expect(found(changedBooks(), failing('web', ['books'], ['books']), failing('mail', []))).toEqual([]);
  });

  it('is what its own log tells of', () => {
    const logs = [told(podName('books'), { failed: BAD, patterns: [lines('the shelf is bent', BAD)] })];
    expect(found({ ...changedBooks(), logs }, failing('web', ['books'], ['books']))).toEqual([]);
  });
});

describe('a callee whose CPU limit was cut', () => {
  const cutBooks = (from: string, to: string) => {
    const of = (cpu: string) => ({ resources: { limits: { cpu } } });
    return {
      ...changedBooks(),
      deployments: [deployment('books', { container: of(to) })],
      replicasets: [
        replicaSet('books', { hash: 'bbbbbbbbbb', revision: 1, container: of(from) }),
        replicaSet('books', { revision: 2, container: of(to), created: ago(190) }),
      ],
      pods: [pod('books', { container: of(to) })],
    };
  };

  it('is short of CPU, and never proven', () => {
    const parts = join(cutBooks('1', '20m'), failing('web', ['books'], ['books']));
    expect(found(parts)).toEqual(['cpu-saturation Deployment/books strong']);
    expect(findingsOf(changedCallee, parts)[0]?.title).toBe(
      'it has been failing since its CPU limit was cut from 1 to 20m',
    );
    expect(found(parts, program('mail'), well('shop', ['mail']))).toEqual([
      'cpu-saturation Deployment/books strong',
    ]);
  });

  it('is another rollout where the limit stays above half', () => {
    expect(found(cutBooks('1', '501m'), failing('web', ['books'], ['books']))).toEqual([
      'bad-rollout Deployment/books strong',
    ]);
  });
});

describe('a ConfigMap that a callee reads', () => {
  const shelves = (keys: readonly string[]) => ({
    metadata: {
      name: 'shelves',
      namespace: NAMESPACE,
      creationTimestamp: ago(86_400),
      managedFields: [{ manager: 'kubectl-patch', operation: 'Update', time: ago(190), keys }],
    },
  });
  const reading = {
    deployments: [
      deployment('books', {
        spec: {
          containers: [{ name: 'main' }],
          volumes: [{ name: 'shelves', configMap: { name: 'shelves' } }],
        },
      }),
    ],
    replicasets: [replicaSet('books')],
    pods: [pod('books')],
    services: [service('books')],
    configmaps: [shelves(['data.rows'])],
    logs: [told(podName('books'), { failed: WELL })],
  };

  it('is named as what it began with', () => {
    const findings = findingsOf(changedCallee, join(reading, failing('web', ['books'], ['books'])));
    expect(short(findings)).toEqual(['config-missing Deployment/books strong']);
    expect(findings[0]).toMatchObject({
      title: 'its callers have been failing since ConfigMap shelves, which it reads, was changed',
      facts: { by: 'callers' },
    });
  });
});
