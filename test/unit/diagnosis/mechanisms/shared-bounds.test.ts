import { describe, expect, it } from '@jest/globals';
import { namedIn } from '../../../../functions/diagnosis/mechanisms/shared/called.ts';
import { echoOf } from '../../../../functions/diagnosis/mechanisms/shared/echo.ts';
import { isControl } from '../../../../functions/diagnosis/mechanisms/shared/health.ts';
import { onlyEndpoints } from '../../../../functions/diagnosis/mechanisms/shared/only-endpoints.ts';
import { calledNames } from '../../../../functions/diagnosis/mechanisms/shared/peer-names.ts';
import { makeRoom, runtimeMemory } from '../../../../functions/diagnosis/mechanisms/shared/runtime-memory.ts';
import { saysTheSame, wordsOf } from '../../../../functions/diagnosis/mechanisms/shared/same-words.ts';
import { buildView, type ClusterView } from '../../../../functions/diagnosis/view/view.ts';
import type { Workload } from '../../../../functions/diagnosis/view/workloads.ts';
import { commandText } from '../../../../functions/model/command/command.ts';
import type { RuntimeArea } from '../../../../functions/model/statements/pods/memory.ts';
import { calling, says, served, serving } from '../whole/callers.ts';
import {
  ago,
  app,
  bundleOf,
  deployment,
  join,
  log,
  playbook,
  pod,
  podName,
  service,
  viewOf,
} from './cluster.ts';

const named = (view: ClusterView, name: string): Workload => {
  const found = view.workloads.find(({ ref }) => ref.name === name);
  if (!found) throw new Error(`there is ${name}`);
  return found;
};

describe("the playbook's names in a line", () => {
  const known = {
    dependencies: [
      { name: 'Ledger', kind: 'database', service: 'db', port: 5432 },
      { name: 'Hub', kind: 'cache', service: 'hub', namespace: 'other', port: 5672 },
    ],
    external: [
      { name: 'Maps', host: 'api.wayfinder.com' },
      { name: 'Pay', host: 'pay.example.com', port: 443 },
    ],
  };
  const view = buildView(
    bundleOf({
      services: [service('db'), { ...service('hub'), metadata: { name: 'hub', namespace: 'other' } }],
    }),
    playbook(known),
  );

  it.each<[string, readonly unknown[]]>([
    ['LEDGER failed', [['db', 5432, 'shop/db']]],
    ['at ledger', [['db', 5432, 'shop/db']]],
    ['ledgers failed', []],
    ['oldledger failed', []],
    ['ledger2 failed', []],
    ['ledgers of the ledger failed', [['db', 5432, 'shop/db']]],
    [
      '(ledger): hub',
      [
        ['db', 5432, 'shop/db'],
        ['hub', 5672, 'other/hub'],
      ],
    ],
    ['Maps: 500', [['api.wayfinder.com', 443, null]]],
    ['GET https://api.wayfinder.com/x', [['api.wayfinder.com', 443, null]]],
    ['pay.example.com:443', [['pay.example.com', 443, null]]],
    ['nothing', []],
  ])('%s', (line, hosts) => {
    expect(
      namedIn(view, line).map(({ host, port, service: of }) => [
        host,
        port,
        of && `${of.namespace}/${of.name}`,
      ]),
    ).toEqual(hosts);
  });
});

describe('messages that say the same', () => {
  const same = (a: string, b: string): boolean => saysTheSame(wordsOf(a), wordsOf(b));

  it.each([
    ['quorum votes were lost', 'quorum votes were lost', true],
    ['quorum votes were', 'quorum votes were', false],
    ['abcd abcd abcd abcd', 'abcd abcd abcd abcd', true],
    ['abcd abcd abcd abc', 'abcd abcd abcd abc', false],
    ['x: quorum votes were lost', 'y quorum votes were lost again', true],
    ['quorum votes 17 were lost', 'quorum votes 18 were lost', true],
    ['quorum votes a were lost', 'quorum votes were lost', false],
    ['quorum votes were lost', 'lost were votes quorum', false],
    ['quorum votes GET were lost', 'quorum votes PUT were lost', true],
    ['quorum votes GETTING were lost', 'quorum votes PUTTING were lost', false],
    ['quorum votes /a were lost', 'quorum votes /b were lost', true],
    ['1 2 3 4 5 6 7', '1 2 3 4 5 6 7', false],
    ['', '', false],
  ])('%s / %s: %p', (a, b, is) => {
    expect(same(a, b)).toBe(is);
  });

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('say the same of a %s', (method) => {
    expect(same(`quorum votes ${method} were lost`, 'quorum votes 17 were lost')).toBe(true);
  });

  it('are compared by their first sixty words', () => {
    const lead = (n: number) => Array.from({ length: n }, () => 'x').join(' ');
    expect(wordsOf(lead(70))).toHaveLength(60);
    expect(same(`${lead(56)} quorum votes were lost`, 'quorum votes were lost')).toBe(true);
    expect(same(`${lead(57)} quorum votes were lost`, 'quorum votes were lost')).toBe(false);
  });
});

describe('the one whose own log says the same', () => {
  const OWN = 'ledger engine halted because quorum votes were lost entirely';
  const TOLD = `request failed: ${OWN}`;
  const minute = (seconds: number) => Math.floor(Date.parse(ago(seconds)) / 60_000);
  const telling = (
    name: string,
    line: string,
    level: string,
    minutes: Readonly<Record<string, number>>,
    before = 0,
  ) => {
    const { patterns } = log({ pod: 'x' }, { [line]: 9 }).summary;
    const others = log(
      { pod: 'x' },
      Object.fromEntries(Array.from({ length: before }, (_, i) => [`other ${i}`, 99])),
    ).summary.patterns;
    return {
      logs: [
        log({
          pod: podName(name),
          patterns: [...others, ...patterns.map((one) => ({ ...one, level, minutes }) as never)],
        }),
      ],
    };
  };
  const heard = (
    server: ReturnType<typeof join>,
    caller = calling('web', ['ledger:9000']),
    ledger = serving('ledger', 9000),
  ) => {
    const view = viewOf(join(ledger, caller, telling('web', TOLD, 'error', { [minute(300)]: 9 }), server));
    return echoOf(view, named(view, 'web'), TOLD)?.workload.ref.name;
  };

  it.each([
    ['error', 300, 'ledger'],
    ['fatal', 300, 'ledger'],
    ['warn', 300, 'ledger'],
    ['unknown', 300, 'ledger'],
    ['info', 300, undefined],
    ['debug', 300, undefined],
    ['error', 240, 'ledger'],
    ['error', 360, 'ledger'],
    ['error', 180, undefined],
    ['error', 420, undefined],
  ])('as %s, %i s ago: %s', (level, seconds, name) => {
    expect(heard(telling('ledger', OWN, level, { [minute(seconds)]: 9 }))).toBe(name);
  });

  it('is looked for among the twenty most frequent of its patterns', () => {
    expect(heard(telling('ledger', OWN, 'error', { [minute(300)]: 9 }, 19))).toBe('ledger');
    expect(heard(telling('ledger', OWN, 'error', { [minute(300)]: 9 }, 20))).toBeUndefined();
  });

  it('is none of two that are called, and the last of a chain', () => {
    const at = { [minute(300)]: 9 };
    const two = join(
      serving('other', 9001),
      telling('other', OWN, 'error', at),
      telling('ledger', OWN, 'error', at),
    );
    expect(heard(two, calling('web', ['ledger:9000', 'other:9001']))).toBeUndefined();
    const chain = join(
      serving('api', 9002, { container: { env: [{ name: 'NEXT_ADDR', value: 'ledger:9000' }] } }),
      telling('api', OWN, 'error', at),
      telling('ledger', OWN, 'error', at),
    );
    expect(heard(chain, calling('web', ['api:9002', 'ledger:9000']))).toBe('ledger');
    expect(heard(chain, calling('web', ['api:9002']))).toBe('ledger');
  });

  it('is anybody that serves where the settings are in a Secret', () => {
    const server = telling('ledger', OWN, 'error', { [minute(300)]: 9 });
    expect(heard(server, app('web'))).toBeUndefined();
    for (const container of [
      { env: [{ name: 'X', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] },
      { envFrom: [{ secretRef: { name: 's' } }] },
    ])
      expect(heard(server, app('web', { container }))).toBe('ledger');
    expect(
      heard(server, app('web', { spec: { volumes: [{ name: 'v', secret: { secretName: 's' } }] } })),
    ).toBe('ledger');
    expect(heard(server, app('web', { spec: { volumes: [{ name: 'v', emptyDir: {} }] } }))).toBeUndefined();
    const caller = serving('ledger', 9000, { container: { env: [{ name: 'NEXT_ADDR', value: 'web:80' }] } });
    const web = join(app('web', { container: { envFrom: [{ secretRef: { name: 's' } }] } }), {
      services: [service('web')],
    });
    expect(heard(server, web, caller)).toBeUndefined();
  });

  it('is compared by first and last where minutes were not counted', () => {
    expect(heard({ logs: [log({ pod: podName('ledger') }, { [OWN]: 9 })] })).toBe('ledger');
  });
});

describe('endpoints that fail alone', () => {
  const alone = (count: number, ...endpoints: readonly (readonly [string, number, number])[]) => {
    const view = viewOf(
      join(
        app('web'),
        says('web', {}, [], {
          endpoints: endpoints.flatMap(
            ([path, requests, failed]) => served(requests, failed, path).endpoints,
          ),
        }),
      ),
    );
    const found = onlyEndpoints(view, { workload: named(view, 'web'), count });
    return found && [found.endpoints.map(({ path, failed }) => `${path} ${failed}`), found.others];
  };

  it.each<[string, number, readonly (readonly [string, number, number])[], unknown]>([
    [
      'one',
      20,
      [
        ['/a', 50, 20],
        ['/b', 10, 0],
      ],
      [['/a 20'], { failed: 0, requests: 10 }],
    ],
    [
      'one, and few others',
      20,
      [
        ['/a', 50, 20],
        ['/b', 9, 0],
      ],
      undefined,
    ],
    [
      'one, and few lines',
      9,
      [
        ['/a', 50, 20],
        ['/b', 10, 0],
      ],
      undefined,
    ],
    [
      'one, and just enough lines',
      10,
      [
        ['/a', 50, 20],
        ['/b', 10, 0],
      ],
      [['/a 20'], { failed: 0, requests: 10 }],
    ],
    [
      'two, the worse second',
      60,
      [
        ['/a', 50, 20],
        ['/b', 50, 40],
        ['/c', 99, 0],
      ],
      [['/b 40', '/a 20'], { failed: 0, requests: 99 }],
    ],
    [
      'three',
      90,
      [
        ['/a', 50, 20],
        ['/b', 50, 20],
        ['/c', 50, 20],
        ['/d', 99, 0],
      ],
      undefined,
    ],
    [
      'one, and noise of a twentieth',
      95,
      [
        ['/a', 200, 95],
        ['/b', 99, 5],
      ],
      [['/a 95'], { failed: 5, requests: 99 }],
    ],
    [
      'one, and noise of more',
      94,
      [
        ['/a', 200, 94],
        ['/b', 99, 3],
        ['/c', 99, 3],
      ],
      undefined,
    ],
    ['none', 5, [['/a', 200, 0]], undefined],
  ])('%s', (_, count, endpoints, found) => {
    expect(alone(count, ...endpoints)).toEqual(found);
  });
});

describe('what the container before this one logged', () => {
  const before = (requests: number, failed: number) =>
    says('web', {}, [], { previous: true, ...served(requests, failed, '/before') });

  it('makes no endpoint fail', () => {
    const endpoints = [...served(50, 20, '/a').endpoints, ...served(50, 0, '/b').endpoints];
    const view = viewOf(join(app('web'), before(50, 40), says('web', {}, [], { endpoints })));
    const found = onlyEndpoints(view, { workload: named(view, 'web'), count: 20 });
    expect(found?.endpoints.map(({ path }) => path)).toEqual(['/a']);
  });

  it('is no sign that a program is ill, nor that it is well', () => {
    const control = (...logs: readonly ReturnType<typeof says>[]) => {
      const view = viewOf(join(app('web'), ...logs));
      return isControl(view, named(view, 'web'), { first: '' });
    };
    expect(control(says('web', {}, [], served(100)))).toBe(true);
    expect(control(before(100, 90), says('web', {}, [], served(100)))).toBe(true);
    expect(control(before(100, 0))).toBe(false);
  });
});

describe('whom lines name', () => {
  const at = (name: string, podIP: string, more: object = {}) => ({
    ...app(name, { status: { podIP }, ...more }),
  });
  const view = viewOf(
    join(
      at('api', '10.0.0.1'),
      {
        deployments: [deployment('web', { container: { env: [{ name: 'A', value: 'http://api' }] } })],
        pods: [pod('web', { status: { podIP: '10.0.0.2' } })],
      },
      at('db', '10.0.0.3'),
      at('x', '10.0.0.4'),
      at('y', '10.0.0.4'),
      {
        services: [service('api'), service('web'), service('db')],
      },
    ),
  );

  it.each([
    ['10.0.0.1:5432', false],
    ['10.0.0.2:40000', false],
    ['10.0.0.3:5432', true],
    ['10.0.0.4:5432', true],
    ['10.0.0.9:5432', true],
    ['db:5432', true],
    ['main.go:42', false],
    ['fe80::1', true],
    ['10.0.0.1', false],
  ])('is %s called: %p', (peer, is) => {
    expect(calledNames(view, named(view, 'api'), [peer])).toEqual(is ? [peer] : []);
  });
});

describe('what a runtime allows itself', () => {
  const spec = (limit: string | undefined, container: object = {}) => {
    const view = viewOf(
      app('api', {
        container: { resources: { limits: limit === undefined ? {} : { memory: limit } }, ...container },
      }),
    );
    return named(view, 'api').spec?.containers[0];
  };
  const MIB = 2 ** 20;
  const allowed = (area: RuntimeArea, text: string, limit?: string) =>
    runtimeMemory(spec(limit, { args: [text] }), area).allowed;

  it.each<[RuntimeArea, string, string | undefined, number | null]>([
    ['v8-heap', 'node --max-old-space-size=96 x', undefined, 96 * MIB],
    ['v8-heap', '--max_old_space_size=96', undefined, 96 * MIB],
    ['v8-heap', '--max-old-space-size 7', undefined, 7 * MIB],
    ['java-heap', '-Xmx5', undefined, 5],
    ['java-heap', '-Xmx5k', undefined, 5 * 1024],
    ['java-heap', '-Xmx5M', undefined, 5 * MIB],
    ['java-heap', '-Xmx5g', undefined, 5 * 1024 * MIB],
    ['java-heap', '-Xmx5T', undefined, 5 * MIB * MIB],
    ['java-heap', '-XX:MaxHeapSize=6m', undefined, 6 * MIB],
    ['java-heap', '-XX:MaxRAMPercentage=50', '1Gi', 512 * MIB],
    ['java-heap', '-XX:MaxRAMPercentage=12.5', '1Gi', 128 * MIB],
    ['java-heap', '-XX:MaxRAMPercentage=50', undefined, null],
    ['metaspace', '-XX:MaxMetaspaceSize=7m', undefined, 7 * MIB],
    ['direct-memory', '-XX:MaxDirectMemorySize=8m', undefined, 8 * MIB],
    ['java-heap', 'x', '256Mi', 64 * MIB],
    ['java-heap', 'x', '255Mi', null],
    ['v8-heap', 'x', '1Gi', null],
  ])('of %s by %s with %s', (area, text, limit, bytes) => {
    expect(allowed(area, text, limit)).toBe(bytes);
  });

  it('is the command line before the environment', () => {
    const both = spec('1Gi', {
      command: ['java', '-Xmx100m'],
      env: [{ name: 'JAVA_OPTS', value: '-Xmx200m' }],
    });
    expect(runtimeMemory(both, 'java-heap').setting).toBe('-Xmx100m');
  });

  const ref = { kind: 'Deployment', namespace: 'shop', name: 'api' };
  it.each<[string, string, RuntimeArea, string | undefined, object, readonly string[]]>([
    [
      'a limit with room',
      'Deployment',
      'v8-heap',
      '1Gi',
      { env: [{ name: 'NODE_OPTIONS', value: '--max-old-space-size=767' }] },
      ['NODE_OPTIONS=--max-old-space-size=768'],
    ],
    [
      'a limit without room',
      'Deployment',
      'v8-heap',
      '1Gi',
      { env: [{ name: 'NODE_OPTIONS', value: '--max-old-space-size=768' }] },
      ['--limits=memory=1536Mi', 'NODE_OPTIONS=--max-old-space-size=1152'],
    ],
    ['no setting', 'Deployment', 'v8-heap', '1Gi', {}, ['NODE_OPTIONS=--max-old-space-size=768']],
    [
      'a setting beside others',
      'Deployment',
      'v8-heap',
      '1Gi',
      { env: [{ name: 'NODE_OPTIONS', value: '--max-old-space-size=96 --x' }] },
      ['raise --max-old-space-size=96 where it is set, to about 768 MiB'],
    ],
    [
      'a variable without it',
      'Deployment',
      'java-heap',
      '1Gi',
      { env: [{ name: 'JAVA_TOOL_OPTIONS', value: '-Dx' }] },
      ['raise it where it is set, to about 768 MiB'],
    ],
    [
      'metaspace',
      'Deployment',
      'metaspace',
      '1Gi',
      { env: [{ name: 'JAVA_TOOL_OPTIONS', value: '-XX:MaxMetaspaceSize=100m' }] },
      ['JAVA_TOOL_OPTIONS=-XX:MaxMetaspaceSize=150m'],
    ],
    [
      'metaspace of no setting',
      'Deployment',
      'metaspace',
      '1Gi',
      {},
      ['JAVA_TOOL_OPTIONS=-XX:MaxMetaspaceSize=384m'],
    ],
    [
      'direct memory',
      'Deployment',
      'direct-memory',
      '1Gi',
      { env: [{ name: 'JAVA_TOOL_OPTIONS', value: '-XX:MaxDirectMemorySize=100m' }] },
      ['JAVA_TOOL_OPTIONS=-XX:MaxDirectMemorySize=150m'],
    ],
    ['a heap', 'StatefulSet', 'java-heap', '1Gi', {}, ['JAVA_TOOL_OPTIONS=-Xmx768m']],
    [
      'a Job',
      'Job',
      'v8-heap',
      '1Gi',
      { env: [{ name: 'NODE_OPTIONS', value: '--max-old-space-size=900' }] },
      [
        'raise the memory limit to 1536Mi',
        'raise --max-old-space-size=900 where it is set, to about 1.1 GiB',
      ],
    ],
    ['a pod', 'Pod', 'java-heap', '1Gi', {}, ['raise it where it is set, to about 768 MiB']],
    [
      'no limit',
      'Deployment',
      'v8-heap',
      undefined,
      {},
      ['raise it by an option of the runtime, and give the container a memory limit above it'],
    ],
    [
      'no limit, and a setting',
      'Deployment',
      'java-heap',
      undefined,
      { args: ['-Xmx5m'] },
      ['raise -Xmx5m, and give the container a memory limit above it'],
    ],
  ])('is raised: %s', (_, kind, area, limit, container, words) => {
    const given = spec(limit, container);
    const actions = makeRoom({ ...ref, kind }, given, runtimeMemory(given, area));
    expect(
      actions.map(({ command, text }) => (command ? (commandText(command).split(' ').at(-1) ?? '') : text)),
    ).toEqual(words);
  });
});
