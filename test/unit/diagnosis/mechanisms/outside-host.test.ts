import { describe, expect, it } from '@jest/globals';
import { outsideHost } from '../../../../functions/diagnosis/mechanisms/differences/outside-host.ts';
import { lines, program, told } from '../differences/system.ts';
import {
  ago,
  app,
  deployment,
  findingsOf,
  join,
  pod,
  podName,
  replicaSet,
  service,
  short,
} from './cluster.ts';

const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
const WELL = [0, 0, 0, 0, 0, 0, 0, 0];
const HOST = 'api.wayfinder.com';
const NAMES_IT = `${HOST} shrugged at us`;
const NAMES_NOBODY = 'the map stayed white';

const says = (name: string, line: string, peers: readonly string[] = []) => ({
  logs: [told(podName(name), { patterns: [lines(line, BAD, { peers })] })],
});
const found = (...parts: readonly ReturnType<typeof join>[]) =>
  short(findingsOf(outsideHost, join(...parts)));

describe('a host outside whose caller fails, and was not changed', () => {
  it('is blamed where the new lines name it, by its name or as whom they called', () => {
    const blamed = [`dependency-error External/${HOST} strong`];
    expect(found(program('guide', [HOST]), says('guide', NAMES_IT))).toEqual(blamed);
    expect(found(program('guide', [HOST]), says('guide', 'no map today', [`${HOST}:443`]))).toEqual(blamed);
    expect(found(program('guide', [HOST]), says('guide', 'wayfinder shrugged'))).toEqual(blamed);
  });

  it('is a hint where it is all that the caller calls, and says so', () => {
    const [finding, ...more] = findingsOf(
      outsideHost,
      join(program('guide', [HOST]), says('guide', NAMES_NOBODY)),
    );
    expect(more).toEqual([]);
    expect([finding?.strength, finding?.object.name]).toEqual(['hint', HOST]);
    expect(finding?.title).toBe('its callers fail, and nothing that is theirs was changed then');
    expect(finding?.evidence.join('\n')).toContain('guide name no other host');
  });

  it('is a hint where its caller serves its requests all the same', () => {
    const served = {
      logs: [told(podName('guide'), { failed: WELL, patterns: [lines(NAMES_IT, BAD)] })],
    };
    expect(found(program('guide', [HOST]), served)).toEqual([`dependency-error External/${HOST} hint`]);
  });

  it('explains all who fail by it, once', () => {
    const [finding, ...more] = findingsOf(
      outsideHost,
      join(
        program('guide', [HOST]),
        says('guide', NAMES_IT),
        program('atlas', [HOST]),
        says('atlas', NAMES_NOBODY),
      ),
    );
    expect(more).toEqual([]);
    expect(finding?.strength).toBe('strong');
    expect(finding?.explains.map(({ name }) => name)).toEqual(expect.arrayContaining(['guide', 'atlas']));
  });
});

describe('what is not blamed on a host outside', () => {
  it('is what began with a change of the caller', () => {
    const env = [{ name: 'MAPS_URL', value: `https://${HOST}` }];
    const rolled = (seconds: number) => ({
      deployments: [deployment('guide', { container: { image: 'guide:2', env } })],
      replicasets: [
        replicaSet('guide', { hash: 'bbbbbbbbbb', revision: 1, container: { image: 'guide:1', env } }),
        replicaSet('guide', { revision: 2, container: { image: 'guide:2', env }, created: ago(seconds) }),
      ],
      pods: [pod('guide', { container: { image: 'guide:2', env } })],
      services: [service('guide')],
    });
    expect(found(rolled(190), says('guide', NAMES_IT))).toEqual([]);
    expect(found(rolled(180 + 15 * 60 + 1), says('guide', NAMES_IT))).toEqual([
      `dependency-error External/${HOST} strong`,
    ]);
  });

  it('is what the new lines lay at somebody inside, or what a callee inside says as well', () => {
    const line = 'the ledger of maps will not open';
    const both = join(program('guide', [HOST, 'books']), program('books'));
    expect(found(both, says('guide', line, ['books']))).toEqual([]);
    expect(found(both, says('guide', `${line} at ${HOST}`), says('books', line))).toEqual([]);
  });

  it('is, where no line names it, the failure of who calls others as well', () => {
    const others = [program('guide', [HOST, 'books']), program('guide', [HOST, 'api.tiller.com'])];
    for (const one of others) expect(found(one, program('books'), says('guide', NAMES_NOBODY))).toEqual([]);
  });

  it('is the failure of one caller, while another one is well', () => {
    const atlas = join(program('atlas', [HOST]), { logs: [told(podName('atlas'), { failed: WELL })] });
    expect(found(program('guide', [HOST]), says('guide', NAMES_IT), atlas)).toEqual([]);
  });

  it('is what was so all the time, and what nobody is set up to call', () => {
    const always = { logs: [told(podName('guide'), { patterns: [lines(NAMES_IT, Array(8).fill(50))] })] };
    expect(found(program('guide', [HOST]), always)).toEqual([]);
    expect(found(program('guide'), says('guide', `see https://${HOST}/errors`, [HOST]))).toEqual([]);
  });

  it('is what is said in words that tell what it does', () => {
    expect(found(program('guide', [HOST]), says('guide', 'wayfinder answered 500'))).toEqual([]);
  });

  it('is the failure of pods that are broken by themselves', () => {
    const guide = app('guide', {
      container: { env: [{ name: 'MAPS_URL', value: `https://${HOST}` }] },
      ready: false,
      state: { restartCount: 9, state: { waiting: { reason: 'CrashLoopBackOff' } } },
    });
    expect(found(guide, says('guide', NAMES_IT))).toEqual([]);
  });
});
