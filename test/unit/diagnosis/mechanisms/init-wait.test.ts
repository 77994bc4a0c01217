import { describe, expect, it } from '@jest/globals';
import { initWait } from '../../../../functions/diagnosis/mechanisms/pods/init-wait.ts';
import { ago, app, findingsOf, join, log, pod, podName, service, short } from './cluster.ts';

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

  it('began with the first of its pods, however they are named', () => {
    const stuck = (started: number, suffix: string) =>
      pod('api', {
        ready: false,
        phase: 'Pending',
        suffix,
        spec: { initContainers: [{ name: 'wait-db' }] },
        status: {
          initContainerStatuses: [{ name: 'wait-db', state: { running: { startedAt: ago(started) } } }],
        },
      });
    const since = (first: number, second: number) =>
      findingsOf(initWait, { ...app('api'), pods: [stuck(first, 'aaaaa'), stuck(second, 'bbbbb')] })[0]
        ?.since;
    expect([since(300, 900), since(900, 300)]).toEqual([ago(900), ago(900)]);
  });

  it('only hints where its log says nothing', () => {
    expect(short(findingsOf(initWait, init(ago(600))))).toEqual([
      'dependency-unreachable Deployment/api hint',
    ]);
  });

  it('says that what its command waits for does not exist, or has no ready endpoint', () => {
    const waits = init(ago(40), { command: ['sh', '-c', 'until nslookup timetable; do sleep 2; done'] });
    const none = { services: [], endpointslices: [] };
    expect(findingsOf(initWait, join(waits, none))[0]?.title).toBe(
      'pods do not start: init container wait-db is still waiting, no Service is named timetable',
    );
    const empty = { services: [service('timetable')], endpointslices: [] };
    expect(findingsOf(initWait, join(waits, empty))[0]?.title).toContain(
      'Service timetable has no ready endpoint',
    );
    const two = init(ago(40), { command: ['sh', '-c', 'nslookup timetable && nslookup tickets'] });
    expect(findingsOf(initWait, join(two, none))[0]?.evidence.at(-1)).toBe('no Service is named tickets');
    // Without the Services it is not known who is missing.
    expect(findingsOf(initWait, waits)).toEqual([]);
  });

  it('does not wait long for one that says that it waits', () => {
    expect(short(findingsOf(initWait, join(init(ago(40)), says('db:5432 - no response, retrying'))))).toEqual(
      ['dependency-unreachable Deployment/api strong'],
    );
    expect(findingsOf(initWait, join(init(ago(40)), says('Applying 0042_add_isbn')))).toEqual([]);
  });

  it('leaves out one that has just started, and sidecars, which run on by design', () => {
    expect(findingsOf(initWait, init(ago(30)))).toEqual([]);
    expect(findingsOf(initWait, join(init(ago(10)), says('waiting for db')))).toEqual([]);
    expect(findingsOf(initWait, init(ago(600), { restartPolicy: 'Always' }))).toEqual([]);
  });
});
