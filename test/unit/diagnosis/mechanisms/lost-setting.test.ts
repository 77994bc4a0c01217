import { describe, expect, it } from '@jest/globals';
import { lostSetting } from '../../../../functions/diagnosis/mechanisms/differences/lost-setting.ts';
import { lines, program, told } from '../differences/system.ts';
import { ago, deployment, findingsOf, join, pod, podName, replicaSet, service, short } from './cluster.ts';

type Raw = Record<string, unknown>;
const BROKER = 'amqp://frob@broker:5672//';
const env = (value?: string): Raw => ({ env: value === undefined ? [] : [{ name: 'QUEUE_AT', value }] });
const broker = () => ({ ...program('broker'), services: [service('broker', { ports: [{ port: 5672 }] })] });

interface Options {
  readonly before?: Raw;
  readonly after?: Raw;
  readonly peers?: readonly string[];
  readonly containers?: readonly Raw[];
}

/** A worker whose newest revision calls itself from its first lines on. */
const worker = ({
  before = env(BROKER),
  after = env(),
  peers = ['127.0.0.1:5672'],
  containers,
}: Options = {}) => {
  const entry = told(podName('worker'), {
    patterns: [lines('frob of the queue went sideways', [9, 9, 9], { peers })],
  });
  const spec = containers ? { spec: { containers } } : {};
  return join(broker(), {
    deployments: [deployment('worker', { container: after, ...spec })],
    replicasets: [
      replicaSet('worker', { hash: 'aaaaaaaaaa', revision: 1, container: before }),
      replicaSet('worker', { revision: 2, container: after, created: ago(182) }),
    ],
    pods: [pod('worker', { container: after })],
    logs: [{ ...entry, summary: { ...entry.summary, first: ago(180) } }],
  });
};
const producer = {
  deployments: [deployment('web', { container: env(BROKER) })],
  pods: [pod('web', { container: env(BROKER) })],
};
const found = (...parts: readonly ReturnType<typeof join>[]) =>
  short(findingsOf(lostSetting, join(...parts)));

describe('lost-setting', () => {
  it('names the variable that led to the port at which a program calls itself', () => {
    const [finding] = findingsOf(lostSetting, worker());
    expect(short(finding ? [finding] : [])).toEqual(['config-missing Deployment/worker strong']);
    expect(finding?.title).toBe(
      'it calls itself at port 5672: QUEUE_AT is not set any more (it named broker)',
    );
  });

  it('is proven where another reaches the server by it', () => {
    expect(found(worker(), producer)).toEqual(['config-missing Deployment/worker proof']);
  });

  it('is strong where others set it, and no revision is known that did', () => {
    expect(found(worker({ before: { image: 'worker:0' } }), producer)).toEqual([
      'config-missing Deployment/worker strong',
    ]);
  });

  it('takes a variable that names the program itself since then for lost as well', () => {
    expect(found(worker({ after: env('amqp://frob@localhost:5672//') }))).toEqual([
      'config-missing Deployment/worker strong',
    ]);
  });

  it('leaves a program that calls somebody else, or itself at another port', () => {
    expect(found(worker({ peers: ['broker:5672'] }))).toEqual([]);
    expect(found(worker({ peers: ['127.0.0.1:6379'] }))).toEqual([]);
    expect(found(worker({ peers: ['127.0.0.1:5672', 'broker:5672'] }))).toEqual([]);
  });

  it('leaves one in whose pods something may listen there', () => {
    const main = { name: 'main', ports: [{ containerPort: 8080 }] };
    const beside = (ports: readonly Raw[]) => worker({ containers: [main, { name: 'proxy', ports }] });
    expect(found(beside([{ containerPort: 5672 }]))).toEqual([]);
    expect(found(beside([]))).toEqual([]);
    expect(found(beside([{ containerPort: 9090 }]))).toHaveLength(1);
  });

  it('leaves one that lost nothing, where nobody else sets anything', () => {
    expect(found(worker({ before: { image: 'worker:0' } }))).toEqual([]);
  });
});
