import { describe, expect, it } from '@jest/globals';
import { ownResources } from '../../../../functions/diagnosis/mechanisms/load/own-resources.ts';
import { oom } from '../../../../functions/diagnosis/mechanisms/pods/oom.ts';
import { runtimeEnd } from '../../../../functions/diagnosis/mechanisms/pods/runtime-end.ts';
import { commandText } from '../../../../functions/model/command/command.ts';
import type { Written } from '../../../support/written.ts';
import { ago, app, findingsOf, join, log, podName, short } from './cluster.ts';

const V8 = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
const JAVA = 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space';
const looping = {
  ready: false,
  restartCount: 4,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { reason: 'Error', exitCode: 134, finishedAt: ago(20) } },
};
const limited = (memory: string, more = {}) => ({ resources: { limits: { memory } }, ...more });
const env = (name: string, value: string) => ({ env: [{ name, value }] });

const ended = (line: string, container: object, tail: readonly string[] = [line]) =>
  findingsOf(
    runtimeEnd,
    join(app('worker', { ready: false, state: looping, container: { ...container } }), {
      logs: [log({ pod: podName('worker'), previous: true, tail })],
    }),
  );
const changes = (found: Written | undefined): readonly string[] =>
  (found?.actions ?? [])
    .filter(({ kind }) => kind === 'change')
    .map(({ command, text }) => (command === undefined ? text : commandText(command)));

describe('runtime-end', () => {
  it('tells a heap that is small beside the limit, and raises the heap', () => {
    const [found] = ended(V8, limited('512Mi', env('NODE_OPTIONS', '--max-old-space-size=40')));
    expect(short(found ? [found] : [])).toEqual(['resource-exhausted Deployment/worker proof']);
    expect(found?.facts).toEqual({ resource: 'runtime-memory', ends: true });
    expect(found?.title).toBe(
      'container main runs out of V8 heap: --max-old-space-size=40 allows 40 MiB, the container may use 512 MiB',
    );
    expect(changes(found)).toEqual([
      'kubectl -n shop set env deployment/worker -c main NODE_OPTIONS=--max-old-space-size=384',
    ]);
  });

  it('raises the limit with a heap that takes most of it already', () => {
    const [found] = ended(JAVA, limited('512Mi', env('JAVA_TOOL_OPTIONS', '-Xmx448m')));
    expect(found?.title).toContain('Java heap: -Xmx448m allows 448 MiB, the container may use 512 MiB');
    expect(changes(found)).toEqual([
      'kubectl -n shop set resources deployment/worker -c main --limits=memory=768Mi',
      'kubectl -n shop set env deployment/worker -c main JAVA_TOOL_OPTIONS=-Xmx576m',
    ]);
  });

  it.each<[string, object, string]>([
    ['of the command line', { command: ['java', '-Xmx1g', '-jar', 'a.jar'] }, '-Xmx1g allows 1 GiB'],
    [
      'of arguments',
      { args: ['--max_old_space_size=200', 'x.js'] },
      '--max_old_space_size=200 allows 200 MiB',
    ],
    ['of a start script', env('KAFKA_HEAP_OPTS', '-Xms1g -Xmx262144k'), '-Xmx262144k allows 256 MiB'],
    ['in bytes', env('X', '-XX:MaxHeapSize=134217728'), '-XX:MaxHeapSize=134217728 allows 128 MiB'],
    ['as a share', env('X', '-XX:MaxRAMPercentage=50.0'), '-XX:MaxRAMPercentage=50.0 allows 1 GiB'],
    ['by default', {}, "the runtime's default allows"],
  ])('reads the setting %s', (_, container, says) => {
    const line = says.includes('space') ? V8 : JAVA;
    expect(ended(line, limited('2Gi', container))[0]?.title).toContain(says);
  });

  it('sets nothing aside: a variable that holds more is changed by hand', () => {
    const [found] = ended(
      V8,
      limited('512Mi', env('NODE_OPTIONS', '--max-old-space-size=40 --enable-source-maps')),
    );
    expect(changes(found)).toEqual(['raise --max-old-space-size=40 where it is set, to about 384 MiB']);
    const [unset] = ended(V8, limited('512Mi'));
    expect(changes(unset)).toEqual([
      'kubectl -n shop set env deployment/worker -c main NODE_OPTIONS=--max-old-space-size=384',
    ]);
    expect(changes(ended(V8, env('NODE_OPTIONS', '--max-old-space-size=40'))[0])).toEqual([
      'raise --max-old-space-size=40, and give the container a memory limit above it',
    ]);
  });

  it.each([
    [
      'java.lang.OutOfMemoryError: Metaspace',
      '-XX:MaxMetaspaceSize=64m',
      'metaspace: -XX:MaxMetaspaceSize=64m allows 64 MiB',
      'JAVA_TOOL_OPTIONS=-XX:MaxMetaspaceSize=96m',
    ],
    [
      'java.lang.OutOfMemoryError: Cannot reserve 8192 bytes of direct buffer memory (allocated: 1, limit: 2)',
      '-XX:MaxDirectMemorySize=32m',
      'direct memory: -XX:MaxDirectMemorySize=32m allows 32 MiB',
      'JAVA_TOOL_OPTIONS=-XX:MaxDirectMemorySize=48m',
    ],
    [
      'java.lang.OutOfMemoryError: GC overhead limit exceeded',
      '-Xmx128m',
      'Java heap: -Xmx128m allows 128 MiB',
      'JAVA_TOOL_OPTIONS=-Xmx768m',
    ],
  ])('%s', (line, setting, title, command) => {
    const [found] = ended(line, limited('1Gi', env('JAVA_TOOL_OPTIONS', setting)));
    expect(found?.title).toContain(title);
    expect(changes(found).join()).toContain(command);
  });

  it.each<[string, readonly Written[]]>([
    [
      'threads are no heap',
      ended(
        'java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory',
        limited('1Gi'),
      ),
    ],
    [
      'it ended by something else',
      ended(V8, limited('1Gi'), [V8, 'handled: heap grown', 'TypeError: x is not a function']),
    ],
    ['a heap is named and not full', ended('heap limit is 40 MB', limited('1Gi'))],
    [
      'it runs',
      findingsOf(runtimeEnd, join(app('worker'), { logs: [log({ pod: podName('worker'), tail: [V8] })] })),
    ],
  ])('leaves it where %s', (_, found) => {
    expect(found).toEqual([]);
  });

  it('stands beside a program that goes on, and beside a kill for memory', () => {
    const container = limited('512Mi', env('JAVA_OPTS', '-Xmx128m'));
    const running = join(app('worker', { container }), {
      logs: [log({ pod: podName('worker') }, { 'java.lang.OutOfMemoryError: Java heap space': 40 })],
    });
    const [found] = findingsOf(ownResources, running);
    expect(found?.evidence).toContain('Java heap: -Xmx128m allows 128 MiB, the container may use 512 MiB');
    expect(changes(found)).toEqual(['raise -Xmx128m where it is set, to about 384 MiB']);
    const killed = {
      ...looping,
      lastState: { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: ago(20) } },
    };
    const [oomKilled] = findingsOf(oom, app('worker', { ready: false, state: killed, container }));
    expect(oomKilled?.evidence).toContain(
      'Java heap: -Xmx128m allows 128 MiB, the container may use 512 MiB',
    );
    const [plain] = findingsOf(
      oom,
      app('worker', { ready: false, state: killed, container: limited('512Mi') }),
    );
    expect(plain?.evidence.join()).not.toContain('heap');
  });
});
