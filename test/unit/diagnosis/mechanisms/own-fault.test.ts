import { describe, expect, it } from '@jest/globals';
import { isOom } from '../../../../functions/diagnosis/mechanisms/pods/oom-end.ts';
import { isOwnFault } from '../../../../functions/diagnosis/mechanisms/pods/own-fault.ts';
import { liveContainers } from '../../../../functions/diagnosis/mechanisms/shared/pods.ts';
import { ago, app, viewOf } from './cluster.ts';

/** A container that ended with this code, and whose specification is as given. */
function ended(exitCode = 1, container: object = {}, end: object = {}, state: object = {}) {
  const lastState = { terminated: { exitCode, finishedAt: ago(5), ...end } };
  const parts = app('api', { container: { ...container }, state: { ready: false, lastState, ...state } });
  const [first] = viewOf(parts).workloads.flatMap(liveContainers);
  if (first?.status === undefined) throw new Error('no container was read');
  return { ...first, status: first.status };
}

describe('a fault of its own', () => {
  it.each([
    ...[
      'address already in use',
      'EADDRINUSE',
      "Cannot find module 'x'",
      'module not found',
      'ModuleNotFoundError: x',
    ],
    ...[
      'ImportError: x',
      'ClassNotFoundException: x',
      'NoClassDefFoundError: x',
      'could not find or load main class x',
    ],
    ...[
      'Unable to access jarfile x',
      'UnsupportedClassVersionError',
      'NoSuchMethodError',
      'no such file or directory',
    ],
    ...[
      'exec format error',
      'unknown flag: --x',
      'unknown option -x',
      'unknown command "x"',
      'unknown directive "x"',
    ],
    ...['bad option: --x', 'no such option: --x', 'Unrecognized option: -x', 'Unrecognized VM option x'],
    ...[
      'unrecognized arguments: x',
      'unrecognized configuration parameter "x"',
      'flag provided but not defined: -x',
    ],
    ...['invalid option -- x', 'invalid argument "x"', 'invalid choice: x', 'invalid value for x'],
    ...[
      'invalid configuration',
      'invalid log level',
      'invalid number of arguments',
      "can't find default level",
    ],
    ...['port must be a number', 'x must be an integer', 'x must be one of a, b', 'config file error'],
    ...['"x" directive is not allowed here', 'SyntaxError: x', 'IndentationError: x', 'Segmentation fault'],
    ...[
      'panic: x',
      'assertion failed: x',
      'NullPointerException',
      'IllegalArgumentException',
      'ClassCastException',
    ],
    ...['TypeError: x', 'ReferenceError: x', 'NameError: x', 'AttributeError: x', 'IndexError: x'],
    ...['ZeroDivisionError', 'AssertionError', 'KeyError: x', 'ValueError: x'],
    ...['could not look up effective user ID', 'no matching entries in passwd file'],
  ])('is told by: %s', (line) => {
    expect(isOwnFault(line, ended())).toBe(true);
  });

  it.each([
    'ready to serve',
    'unknown host',
    'invalid',
    'must be',
    'panic room',
    'in use',
    'a module',
    'no such thing',
  ])('is not told by: %s', (line) => {
    expect(isOwnFault(line, ended())).toBe(false);
  });

  it('is none of a line about another program', () => {
    expect(isOwnFault('TypeError: fetch failed: connect ECONNREFUSED 10.0.0.1:80', ended())).toBe(false);
  });

  it.each([
    [126, true],
    [127, true],
    [125, false],
    [128, false],
  ])("is a command that is not there, by the shell's code %i: %p", (code, isOwn) => {
    for (const line of ['x: not found', 'x: permission denied', 'cannot execute: x', 'x: no such file'])
      expect([line, isOwnFault(line, ended(code))]).toEqual([line, isOwn]);
    expect(isOwnFault('x: something else', ended(code))).toBe(false);
  });

  it.each(['Read-only file system', 'read-only filesystem', 'EROFS: x'])(
    'is a file system that its specification makes read-only: %s',
    (line) => {
      const container = (readOnlyRootFilesystem: boolean) =>
        ended(1, { securityContext: { readOnlyRootFilesystem } });
      expect(isOwnFault(line, container(true))).toBe(true);
      expect(isOwnFault(line, container(false))).toBe(false);
      expect(isOwnFault('out of space', container(true))).toBe(false);
    },
  );

  it.each([
    'Permission denied',
    'permissiondenied',
    'PermissionError: x',
    'EACCES',
    'Operation not permitted',
    'EPERM',
  ])('is a user that its specification sets: %s', (line) => {
    const user = { securityContext: { runAsUser: 1000 } };
    expect(isOwnFault(`open /x: ${line}`, ended(1, user))).toBe(true);
    expect(isOwnFault(`open /x: ${line}`, ended(1))).toBe(false);
    for (const other of ['https://x', 'http://x', 'tcp', 'connect', 'socket', 'host'])
      expect([other, isOwnFault(`${other}: ${line}`, ended(1, user))]).toEqual([other, false]);
  });
});

describe('an end for want of memory', () => {
  it.each<[string, object, object, boolean]>([
    ["the kubelet's reason", { reason: 'OOMKilled' }, {}, true],
    ['another reason', { reason: 'Error' }, {}, false],
    ["runc's words", { message: 'container init was OOM-killed (memory limit too low?)' }, {}, true],
    ["runc's words, by themselves", { message: 'memory limit too low' }, {}, true],
    ['the words in one', { message: 'OOMkilled' }, {}, true],
    ['what it waits for', {}, { state: { waiting: { reason: 'x', message: 'OOM-killed' } } }, true],
    ['other words', { message: 'killed: limit too low' }, {}, false],
  ])('is told by %s', (_, end, state, expected) => {
    expect(isOom(ended(137, {}, end, state).status)).toBe(expected);
  });
});
