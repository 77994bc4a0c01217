import { describe, expect, it } from '@jest/globals';
import { refusedLogin } from '../../../../functions/diagnosis/mechanisms/dependencies/refused-login.ts';
import { lines, told } from '../differences/system.ts';
import { ago, app, findingsOf, join, podName, service, short } from './cluster.ts';

const BAD = [0, 0, 0, 0, 0, 20, 20, 20];
const REFUSED = 'FATAL: password authentication failed for user "gate"';

const database = (line = REFUSED, more = {}, port = 5432) =>
  join(app('members', { container: { ports: [{ containerPort: port }] } }), {
    services: [service('members', { ports: [{ port }] })],
    logs: [told(podName('members'), { patterns: [lines(line, BAD, { level: 'fatal', ...more })] })],
  });
const client = (name: string, user: string, host = 'members') =>
  app(name, {
    container: {
      env: [
        { name: 'PGHOST', value: host },
        { name: 'PGUSER', value: user },
      ],
    },
  });
const fails = (name: string, line = 'the gate stays shut') => ({
  logs: [told(podName(name), { patterns: [lines(line, BAD)] })],
});
const failing = (name: string, user: string, host = 'members') => join(client(name, user, host), fails(name));
const found = (...parts: readonly ReturnType<typeof join>[]) =>
  short(findingsOf(refusedLogin, join(...parts)));
const BLAMED = ['dependency-error Deployment/gate strong'];

describe('a login that a server refuses', () => {
  it('is laid at the caller that logs in as that user, and began to fail then', () => {
    expect(found(database(), failing('gate', 'gate'))).toEqual(BLAMED);
    expect(found(database(), failing('gate', 'gate'), client('desk', 'desk'))).toEqual(BLAMED);
    expect(
      found(database("Access denied for user 'gate'@'10.0.0.7'", {}, 3306), failing('gate', 'gate')),
    ).toEqual(BLAMED);
  });

  it('says what the server says, and by which setting it is known', () => {
    const [finding] = findingsOf(refusedLogin, join(database(), failing('gate', 'gate')));
    expect(finding?.title).toContain('members refuses it');
    expect(finding?.evidence.join('\n')).toContain('members has said so itself since then, 60 lines');
    expect(finding?.evidence).toContain('gate logs in as gate (PGUSER)');
    expect(finding?.facts).toMatchObject({ refuses: 'credentials' });
  });
});

describe('what is not a refused login of a caller', () => {
  it.each([
    ['of nobody here', failing('gate', 'desk')],
    ['of who calls another server', failing('gate', 'gate', 'ledger')],
    ['of who did not begin to fail', client('gate', 'gate')],
    ['of two who log in alike', join(failing('gate', 'gate'), failing('desk', 'gate'))],
  ])('is one %s', (_, callers) => {
    expect(found(database(), callers)).toEqual([]);
  });

  it('is one that began at another time than the failures, by more than 5 s', () => {
    const first = (seconds: number) => database(REFUSED, { first: ago(seconds) });
    expect(found(first(185), failing('gate', 'gate'))).toEqual(BLAMED);
    expect(found(first(186), failing('gate', 'gate'))).toEqual([]);
  });

  it('is a slip, on fewer than three lines', () => {
    expect(found(database(REFUSED, { count: 3 }), failing('gate', 'gate'))).toEqual(BLAMED);
    expect(found(database(REFUSED, { count: 2 }), failing('gate', 'gate'))).toEqual([]);
  });

  it('is what the caller says in known words itself, or the server without the name of a user', () => {
    expect(found(database(), join(client('gate', 'gate'), fails('gate', REFUSED)))).toEqual([]);
    expect(found(database('FATAL: password authentication failed'), failing('gate', 'gate'))).toEqual([]);
  });
});
