import { describe, expect, it } from '@jest/globals';
import { changedFellow } from '../../../../functions/diagnosis/mechanisms/differences/changed-fellow.ts';
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
const LINE = 'the book would not open';

/** A program that calls books or others, of which a revision was rolled out so many seconds ago. */
const rolled = (name: string, calls: readonly string[], seconds = 190) => {
  const env = calls.map((host, at) => ({ name: `CALLS_${at}_URL`, value: `http://${host}` }));
  const of = (image: string) => ({ container: { image: `${name}:${image}`, env } });
  return {
    deployments: [deployment(name, of('2'))],
    replicasets: [
      replicaSet(name, { hash: 'bbbbbbbbbb', revision: 1, ...of('1') }),
      replicaSet(name, { revision: 2, ...of('2'), created: ago(seconds) }),
    ],
    pods: [pod(name, of('2'))],
    services: [service(name)],
  };
};
const fails = (name: string, peers: readonly string[] = []) => ({
  logs: [told(podName(name), { patterns: [lines(LINE, BAD, { peers })] })],
});
const failing = (name: string, calls: readonly string[] = ['books'], peers: readonly string[] = []) =>
  join(program(name, calls), fails(name, peers));
const found = (...parts: readonly ReturnType<typeof join>[]) =>
  short(findingsOf(changedFellow, join(...parts)));
const BLAMED = ['bad-rollout Deployment/audit hint'];

describe('a fellow caller that was rolled out', () => {
  it('is a hint where the other callers of the same server fail since', () => {
    expect(found(program('books'), rolled('audit', ['books']), failing('plate'), failing('tray'))).toEqual(
      BLAMED,
    );
    expect(
      found(program('books'), rolled('audit', ['books']), failing('plate', ['books'], ['books'])),
    ).toEqual(BLAMED);
  });

  it('is one where the server says so as well, and who calls the callers', () => {
    expect(
      found(
        join(program('books'), fails('books')),
        rolled('audit', ['books']),
        failing('plate'),
        failing('edge', ['plate']),
      ),
    ).toEqual(BLAMED);
  });

  it('says what it has in common with whom, and what was not changed', () => {
    const [finding] = findingsOf(
      changedFellow,
      join(program('books'), rolled('audit', ['books']), failing('plate')),
    );
    expect(finding?.title).toBe(
      'it calls books, whose other callers have been failing since it was rolled out',
    );
    expect(finding?.evidence.join('\n')).toMatch(/plate: error lines a minute .* after it/);
    expect(finding?.evidence.join('\n')).toContain(LINE);
    expect(finding?.explains.map(({ name }) => name)).toEqual(expect.arrayContaining(['audit', 'plate']));
  });
});

describe('what is not the doing of a fellow caller', () => {
  const audit = rolled('audit', ['books']);
  it.each([
    ['came after it', rolled('audit', ['books'], 174)],
    ['was long before it', rolled('audit', ['books'], 180 + 15 * 60 + 1)],
    ['calls somebody else', rolled('audit', ['mail'])],
    ['fails itself', join(audit, fails('audit'))],
  ])('is the failure where the one that was changed %s', (_, changed) => {
    expect(found(program('books'), program('mail'), changed, failing('plate'))).toEqual([]);
  });

  it('is it where the server or the caller that fails was changed as well', () => {
    expect(found(rolled('books', []), audit, failing('plate'))).toEqual([]);
    expect(found(program('books'), audit, join(rolled('plate', ['books']), fails('plate')))).toEqual([]);
  });

  it('is it where two of them were changed: which of them is not known', () => {
    expect(found(program('books'), audit, rolled('count', ['books']), failing('plate'))).toEqual([]);
  });

  it('is it where something fails that does not lead there, or is laid at somebody else', () => {
    expect(found(program('books'), audit, failing('plate'), failing('mail', []))).toEqual([]);
    expect(
      found(program('books'), program('mail'), audit, failing('plate', ['books', 'mail'], ['mail'])),
    ).toEqual([]);
  });

  it('is it where the server is down by itself', () => {
    const books = join(
      app('books', {
        ready: false,
        state: { restartCount: 9, state: { waiting: { reason: 'CrashLoopBackOff' } } },
      }),
      { services: [service('books')] },
    );
    expect(found(books, audit, failing('plate'))).toEqual([]);
  });
});
