import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../functions/diagnosis/diagnose.ts';
import { dependencyUnreachable } from '../../../../functions/diagnosis/mechanisms/dependencies/dependency-unreachable.ts';
import { cpuLimit } from '../../../../functions/diagnosis/mechanisms/load/cpu-limit.ts';
import { readiness } from '../../../../functions/diagnosis/mechanisms/pods/readiness.ts';
import { commandText } from '../../../../functions/model/command/command.ts';
import {
  ago,
  app,
  bundleOf,
  event,
  findingsOf,
  join,
  log,
  playbook,
  podName,
  replicaSet,
  service,
  short,
  viewOf,
} from './cluster.ts';

type Parts = Parameters<typeof findingsOf>[1];

const limited = (cpu: string) => ({
  readinessProbe: { httpGet: { path: '/', port: 8080 } },
  resources: { limits: { cpu } },
});
const OLD = '5d4cf56db6';
/** A pod that does not answer its probe, with a limit that was another one before. */
const cut = (from: string | undefined, to: string, { ready = false, created = ago(200) } = {}): Parts => ({
  ...app('api', { ready, container: limited(to), state: { ready }, created }),
  replicasets: [
    replicaSet('api', { revision: 2, created, container: limited(to) }),
    replicaSet('api', {
      hash: OLD,
      container: from === undefined ? { readinessProbe: limited('1').readinessProbe } : limited(from),
    }),
  ],
});
const using = (cpu: string): Parts => ({
  podmetrics: [
    { metadata: { name: podName('api'), namespace: 'shop' }, containers: [{ name: 'main', usage: { cpu } }] },
  ],
});
const of = (...parts: readonly Parts[]) => findingsOf(cpuLimit, join(...parts));

describe('a CPU limit that is used up', () => {
  it('is the cause where the newest revision cut it', () => {
    const parts = join(cut('500m', '40m'), using('39m'));
    expect(of(parts).map(({ strength, title }) => [strength, title])).toEqual([
      ['strong', 'its CPU limit of 40m is used up, it was 500m'],
    ]);
    const [finding] = cpuLimit.analyze(viewOf(parts));
    expect(finding?.actions.map(({ command }) => command && commandText(command))).toContain(
      'kubectl -n shop set resources deployment/api -c main --limits=cpu=500m',
    );
  });

  it.each([
    ['500m', '400m', 'hint'],
    ['500m', '399m', 'strong'],
    ['100m', '80m', 'hint'],
    ['100m', '79m', 'strong'],
    [undefined, '40m', 'strong'],
    ['40m', '500m', 'hint'],
  ])('from %s to %s is a %s', (from, to, strength) => {
    expect(short(of(cut(from, to), using(to)))).toEqual([`cpu-saturation Deployment/api ${strength}`]);
  });

  it('is none where it is not used up, was not measured, or the workload serves', () => {
    expect(of(cut('500m', '40m'), using('36m'))).toHaveLength(1);
    expect(of(cut('500m', '40m'), using('35m'))).toEqual([]);
    expect(of(cut('500m', '200m'), using('180m'))).toHaveLength(1);
    expect(of(cut('500m', '200m'), using('179m'))).toEqual([]);
    expect(of(cut('500m', '40m'))).toEqual([]);
    expect(of(cut('500m', '40m', { ready: true }), using('40m'))).toEqual([]);
  });

  it('is only a hint where the cut is older than the window', () => {
    expect(of(cut('500m', '40m', { created: ago(3601) }), using('40m'))[0]?.strength).toBe('hint');
  });

  it('has the probe that is answered too late, and what its callers see, give way', () => {
    const late = event(
      'Pod',
      podName('api'),
      'Unhealthy',
      'Readiness probe failed: context deadline exceeded',
    );
    const callers = join(
      app('web', { container: { env: [{ name: 'API_URL', value: 'http://api' }] } }),
      { services: [service('api')], endpointslices: [] },
      { logs: [log({ pod: podName('web') }, { 'connect ECONNREFUSED api:80': 40 }, ['api:80'])] },
    );
    const parts = join(cut('500m', '40m'), using('40m'), { events: [late] }, callers);
    const { causes } = diagnose(bundleOf(parts), playbook(), [readiness, cpuLimit, dependencyUnreachable]);
    expect(causes.map(({ cause, object }) => `${cause} ${object.name}`)).toEqual(['cpu-saturation api']);
  });
});
