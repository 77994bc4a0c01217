import { describe, expect, it } from '@jest/globals';
import { notExecuted } from '../../../../functions/diagnosis/mechanisms/pods/not-executed.ts';
import { liveContainers } from '../../../../functions/diagnosis/mechanisms/shared/pods.ts';
import * as k from '../../../../functions/model/kubernetes/objects.ts';
import { app, join, node, pod, viewOf } from './cluster.ts';

type Parts = Parameters<typeof viewOf>[0];
const SCRIPTS = {
  volumeMounts: [{ name: 'scripts', mountPath: '/scripts/' }],
  command: ['/scripts/start.sh'],
};
const volumes = (configMap: object) => ({
  volumes: [{ name: 'scripts', configMap: { name: 'c', ...configMap } }],
});
/** Why a container's run did not begin, by what it said last. */
function why(
  lines: readonly string[],
  container: object = {},
  more: Parts = {},
  kept: k.PodSpec['volumes'] | undefined = undefined,
) {
  const view = viewOf(join(app('api', { container: { ...container }, ready: false }), more));
  const [first] = view.workloads.flatMap(liveContainers);
  if (first === undefined) throw new Error('no container was read');
  if (kept === undefined) return notExecuted(view, first, lines);
  const spec = { ...first.pod.spec, volumes: kept };
  return notExecuted(view, { ...first, pod: { ...first.pod, spec } }, lines);
}

describe('a program that is not executed', () => {
  it.each([
    ['line-ends', "/usr/bin/env: 'bash\\r': No such file or directory", null],
    ['line-ends', '/x.sh: /bin/sh^M: bad interpreter: No such file or directory', null],
    ['line-ends', "sh: 'set\\r': not found", null],
    ['line-ends', 'env: ‘sh\\r’: No such file', null],
    ['interpreter', 'exec /app/start: no such file or directory', '/app/start'],
    ['interpreter', 'standard_init_linux.go:228: exec user process caused: no such file or directory', null],
    ['interpreter', 'exec user process caused "no such file or directory"', null],
    ['interpreter', 'bash: /app/start: /bin/zsh: bad interpreter: No such file or directory', '/app/start'],
    ['architecture', 'exec /app/start: exec format error', '/app/start'],
    ['architecture', 'exec: "/app/start": exec format error', '/app/start'],
    ['architecture', 'cannot execute: Executable format error', null],
    ['not-executable', 'exec: "/app/start": permission denied: unknown', '/app/start'],
    ['not-executable', 'exec "./start": permission denied', './start'],
    ['not-executable', 'exec user process caused: permission denied', null],
    ['not-executable', 'sh: /app/start: Permission denied', '/app/start'],
    ['not-executable', '/bin/bash: line 1: ./start: Permission denied', './start'],
    ['not-executable', 'sh: 1: /app/start: Permission denied', '/app/start'],
  ])('is told as %s: %s', (because, line, path) => {
    expect(why(['starting', line])).toMatchObject({ because, title: { container: 'main', path } });
  });

  it.each([
    ['x: error while loading shared libraries: libx.so.1: cannot open shared object file', 'libx.so.1'],
    ["x: version `GLIBC_2.34' not found (required by x)", 'GLIBC_2.34'],
    ["x: version 'GLIBCXX_3.4' not found", 'GLIBCXX_3.4'],
    ['Error loading shared library libx.so: No such file', 'libx.so'],
  ])('lacks a library: %s', (line, library) => {
    expect(why([line])).toMatchObject({ because: 'library', title: { says: 'library-absent', library } });
  });

  it.each([
    'open /app/data: permission denied',
    'exec /app/start: no such file or directory, again',
    'exec app: no such file or directory',
    'sh: /app/start: Permission denied, once more',
    'x sh: /app/start: Permission denied',
    'a format error',
    'executables format error',
    "version '2.0' not found",
    'bad interpreter: x',
  ])('is none where it says something else: %s', (line) => {
    expect(why([line])).toBeUndefined();
  });

  it('is what its specification starts, where the line does not name it by a path', () => {
    const line = ['exec user process caused: no such file or directory'];
    expect(why(line, { command: ['/a'] })?.title).toMatchObject({ path: '/a' });
    expect(why(line, { args: ['/b'] })?.title).toMatchObject({ path: '/b' });
    expect(why(line, { command: ['node'] })?.title).toMatchObject({ path: null });
  });

  it('has Windows line ends where its ConfigMap has them, which the kernel says otherwise', () => {
    const line = ['exec /scripts/start.sh: no such file or directory'];
    const config = (name: string, namespace: string, ...windowsScripts: readonly string[]) => ({
      configmaps: [{ metadata: { name, namespace }, windowsScripts }],
    });
    const because = (more: Parts, items: readonly object[] = []) => {
      const kept = k.pod.parse({ spec: { containers: [], ...volumes({ items }) } }).spec.volumes;
      return why(line, SCRIPTS, more, kept);
    };
    expect(because(config('c', 'shop', 'start.sh'))).toMatchObject({
      because: 'line-ends',
      title: { source: { kind: 'ConfigMap', name: 'c', key: 'start.sh' } },
    });
    expect(because(config('c', 'shop', 'other.sh'))?.because).toBe('interpreter');
    expect(because(config('c', 'other', 'start.sh'))?.because).toBe('interpreter');
    expect(because(config('d', 'shop', 'start.sh'))?.because).toBe('interpreter');
    expect(because({})?.evidence).toMatchObject([
      { says: 'line-ends-look-alike', source: { key: 'start.sh' } },
    ]);
    const renamed = [{ key: 'run', path: 'start.sh' }];
    expect(because(config('c', 'shop', 'run'), renamed)?.because).toBe('line-ends');
  });

  it('is of another architecture than its node, and runs on the nodes where it is ready', () => {
    const arch = (name: string, architecture: string) => ({
      ...node(name),
      metadata: { name, labels: { 'kubernetes.io/arch': architecture } },
    });
    const others = (...names: readonly string[]) => ({
      pods: names.map((name) => pod('api', { suffix: name, node: name })),
      nodes: [arch('node-1', 'arm64'), arch('amd', 'amd64'), arch('arm', 'arm64'), arch('s390', 's390x')],
    });
    const told = (...names: readonly string[]) => why(['exec format error'], {}, others(...names));
    expect(told('s390', 'amd', 'amd', 'arm', 'unknown')).toMatchObject({
      title: { says: 'wrong-format', architecture: 'arm64' },
      evidence: [{ says: 'runs-on-architectures', ready: ['amd64', 's390x'] }],
    });
    expect(told('arm')?.evidence).toEqual([]);
  });
});
