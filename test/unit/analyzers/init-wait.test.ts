import { describe, expect, it } from '@jest/globals';
import { initWait } from '../../../functions/analyzers/init-wait.ts';
import { ago, app, findingsOf, join, log, podName, short } from './cluster.ts';

const init = (started: string, more: object = {}) =>
  app('api', {
    ready: false,
    phase: 'Pending',
    spec: {
      nodeName: 'node-1',
      containers: [{ name: 'main' }],
      initContainers: [{ name: 'wait-db', ...more }],
    },
    status: { initContainerStatuses: [{ name: 'wait-db', state: { running: { startedAt: started } } }] },
  });
const says = (line: string) => ({
  logs: [{ ...log({ pod: podName('api'), tail: [line] }), container: 'wait-db' }],
});

describe('init-wait', () => {
  it('repeats what an init container waits for', () => {
    const found = findingsOf(initWait, join(init(ago(600)), says('waiting for db:5432')));
    expect(short(found)).toEqual(['dependency-unreachable Deployment/api strong']);
    expect(found[0]?.title).toContain('waiting for db:5432');
  });

  it('only hints where its log says nothing', () => {
    expect(short(findingsOf(initWait, init(ago(600))))).toEqual([
      'dependency-unreachable Deployment/api hint',
    ]);
  });

  it('leaves out one that has just started, and sidecars, which run on by design', () => {
    expect(findingsOf(initWait, init(ago(30)))).toEqual([]);
    expect(findingsOf(initWait, init(ago(600), { restartPolicy: 'Always' }))).toEqual([]);
  });
});
