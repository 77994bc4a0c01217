import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { run as replay } from '../../functions/cli/replay.ts';
import { run as triage } from '../../functions/cli/triage.ts';
import type { Io } from '../../functions/local/io.ts';
import { UsageError } from '../../functions/local/usage-error.ts';
import type { Report } from '../../functions/model/report.ts';
import type { Interception, RecordingServer } from '../../functions/recordings/recording-server.ts';
import { type AskedFor, startRecordingServer } from '../../functions/recordings/recording-server.ts';
import { kubeconfigFor, rawPod, recordingOf } from '../support/recording.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstnote-'));
const kubeconfig = join(folder, 'kubeconfig');
const servers: RecordingServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const manyPods = (count: number) => ({
  'api/v1/pods': { items: Array.from({ length: count }, (_, n) => rawPod(`api-5d4f8c7b9-${n}`)) },
});

async function serve(
  intercept?: (asked: AskedFor) => Interception | undefined,
  lists = manyPods(2),
): Promise<RecordingServer> {
  const server = await startRecordingServer(recordingOf(lists), intercept ? { intercept } : {});
  servers.push(server);
  writeFileSync(kubeconfig, kubeconfigFor(server.url));
  return server;
}

async function command(run: typeof triage, argv: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    stdin: Readable.from([]),
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    interactive: false,
    colours: false,
    env: { KUBECONFIG: kubeconfig },
    now: () => new Date('2026-11-25T14:00:00Z'),
  };
  const status = await run(argv, io);
  return { status, out: out.join(''), err: err.join('') };
}

const report = async (...argv: string[]): Promise<Report> => {
  const { status, out } = await command(triage, ['--json', ...argv]);
  expect(status).toBe(0);
  return JSON.parse(out) as Report;
};
const statusOf = (made: Report, collector: string) =>
  made.coverage.find((entry) => entry.collector === collector);
const failure = async (...argv: string[]): Promise<UsageError> => {
  const error: unknown = await command(triage, argv).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  return error as UsageError;
};

describe('firstnote triage --at', () => {
  it.each([
    ['2026-11-25T14:01:00Z', ''],
    [
      '2026-11-25T14:01:01Z',
      "firstnote: --at 2026-11-25T14:01:01Z has not come yet: it is 2026-11-25T14:00:00Z by this machine's clock, and what is shown is how it is now\n",
    ],
  ])('says where a time has not come yet: %s', async (at, warning) => {
    await serve();
    const { status, err } = await command(triage, ['--namespace', 'shop', '--at', at]);
    expect({ status, err }).toEqual({ status: 0, err: warning });
  });
});

describe('firstnote triage --json', () => {
  it('prints one document with the promised fields, and asks only with GET', async () => {
    await serve();
    const made = await report('--namespace', 'shop', '--at', '2026-11-25T13:45:00Z');
    expect(Object.keys(made)).toEqual(
      expect.arrayContaining([
        ...[
          'version',
          'generatedAt',
          'target',
          'window',
          'headline',
          'causes',
          'ruledOut',
          'changes',
          'endpoints',
        ],
        ...['patterns', 'traffic', 'dependencies', 'rollouts', 'resources', 'coverage', 'timings'],
      ]),
    );
    expect(made.target).toEqual({ cluster: 'test', namespace: 'shop' });
    expect(made.window).toEqual({ from: '2026-11-25T13:15:00.000Z', to: '2026-11-25T13:45:00.000Z' });
  });

  it('takes the namespace of the context, and a workload as kubectl names it', async () => {
    await serve();
    const made = await report('--workload', 'deploy/api');
    expect(made.target.workload).toEqual({ kind: 'Deployment', namespace: 'shop', name: 'api' });
  });

  it('asks no more often for 300 pods than for 3, logs aside', async () => {
    const calls = async (count: number) => {
      const server = await serve(undefined, manyPods(count));
      await report();
      return server.asked.filter((path) => !path.endsWith('/log')).length;
    };
    expect(await calls(300)).toBe(await calls(3));
  });

  it('says what was not checked, and why', async () => {
    await serve(({ resource, url }) => {
      if (url.pathname.endsWith('/namespaces/shop/pods') && url.pathname.startsWith('/api/'))
        return { kind: 'hang' };
      if (resource === 'nodes') return { kind: 'answer', status: 403, body: '{"message":"no"}' };
      if (resource === 'services') return { kind: 'answer', status: 500, body: '{"message":"etcd is slow"}' };
      if (resource === 'events') return { kind: 'answer', status: 200, body: '{"items":[' };
      if (resource === 'deployments') return { kind: 'stall' };
      return undefined;
    });
    const made = await report();
    expect(statusOf(made, 'pods')).toMatchObject({ status: 'timeout', detail: 'no answer within 5.0 s' });
    expect(statusOf(made, 'nodes')).toMatchObject({ status: 'forbidden', detail: 'needs list nodes' });
    expect(statusOf(made, 'services')).toMatchObject({ status: 'failed', detail: 'etcd is slow' });
    expect(statusOf(made, 'events')).toMatchObject({ status: 'failed' });
    expect(statusOf(made, 'deployments')).toMatchObject({ status: 'timeout' });
    expect(statusOf(made, 'podmetrics')?.detail).toContain('not installed');
    expect(made.causes.filter(({ confidence }) => confidence === 'high')).toEqual([]);
  });

  it('makes a report when nothing answers', async () => {
    await serve(() => ({ kind: 'hang' }));
    const made = await report();
    expect(new Set(made.coverage.map(({ status }) => status))).toEqual(new Set(['timeout', 'failed']));
    expect(made.causes).toEqual([]);
  });

  it.each([403, 500])(
    'makes a report when every answer is %i: its exit status is 0, whatever it says',
    async (status) => {
      await serve(() => ({ kind: 'answer', status, body: '{"message":"no"}' }));
      const made = await report();
      expect(made.causes).toEqual([]);
      expect(made.headline).toBe('unknown: the pods could not be read');
    },
  );

  it('reads an answer that comes late, and one that is large', async () => {
    await serve(
      ({ resource }) => (resource === 'pods' ? { kind: 'delay', ms: 300 } : undefined),
      manyPods(1_200),
    );
    expect(statusOf(await report(), 'pods')).toMatchObject({ status: 'ok' });
  });
});

describe('firstnote triage', () => {
  it('says that the workload is not there, and makes a report of what is', async () => {
    await serve();
    const { status, out, err } = await command(triage, ['--workload', 'deployment/typo']);
    expect(status).toBe(0);
    expect(err).toBe(
      'firstnote: there is no deployment/typo in namespace "shop"; looking at what is there\n',
    );
    expect(out).toMatch(/^firstnote · test/);
  });

  it('prints the note as text', async () => {
    await serve();
    const { out } = await command(triage, []);
    expect(out).toMatch(/^firstnote · test · shop/);
  });

  it('saves a bundle whose replay is the same report, byte for byte', async () => {
    await serve();
    for (const name of ['bundle.json', 'bundle.json.gz']) {
      const file = join(folder, name);
      const { out } = await command(triage, ['--json', '--bundle', file]);
      expect((await command(replay, [file, '--json'])).out).toBe(out);
    }
    expect(readFileSync(join(folder, 'bundle.json'), 'utf8')).not.toContain('hunter2');
  });
});

function signalsFile(content: unknown): string {
  const file = join(folder, `signals-${JSON.stringify(content).length}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('a bundle that is none', () => {
  it.each([
    'not json',
    '{}',
    '[]',
    '{"bundle":{"evidence":{}},"playbook":{}}',
    '{"bundle":{"version":"1","generatedAt":"x","target":{},"window":{},"evidence":{},"timings":{}},"playbook":{}}',
  ])('is one clear sentence: %s', async (content) => {
    const file = join(folder, 'no-bundle.json');
    writeFileSync(file, content);
    await expect(command(replay, [file])).rejects.toThrow(UsageError);
  });
});

describe('a mistake or a cluster that is not there is one clear sentence', () => {
  it.each([
    [['--kubeconfig', '/nowhere/config'], 'kubeconfig /nowhere/config does not exist'],
    [['--context', 'other'], 'has no context "other" (it has test)'],
    [['--colour'], "Unknown option '--colour'"],
    [['extra'], 'unexpected argument "extra"'],
    [['--at', 'yesterday'], '--at "yesterday" is not a time'],
    [['--workload', 'api'], 'workload "api" is not KIND/NAME'],
    [['--namespace', '../x'], 'namespace "../x" is no valid name'],
    [['--prometheus', 'prometheus:9090'], 'is neither a URL (http://prometheus:9090) nor service:'],
    [['--signals', '/nowhere.json'], 'signals file /nowhere.json cannot be read (ENOENT)'],
    [['--signals', signalsFile({ cpuu: 'x' })], 'unknown signal "cpuu"; there are cpu, memory,'],
    [['--signals', signalsFile({ cpu: 1 })], 'the query of "cpu" is not text'],
    [['--playbook', '/nowhere.yaml'], 'playbook /nowhere.yaml cannot be read'],
  ])('%j', async (argv, sentence) => {
    await serve();
    const error = await failure(...argv);
    expect(error.message).toContain(sentence);
    expect(error.exitCode).toBe(2);
  });

  it('a namespace that does not exist', async () => {
    await serve();
    const error = await failure('--namespace', 'shpo');
    expect(error.message).toBe('there is no namespace "shpo" in cluster test');
    expect(error.exitCode).toBe(1);
  });

  it('credentials that have expired', async () => {
    await serve(() => ({ kind: 'answer', status: 401, body: '{"message":"Unauthorized"}' }));
    const error = await failure();
    expect(error.message).toContain('credentials were not accepted (Unauthorized)');
    expect(error.exitCode).toBe(1);
  });

  it('a server that refuses the connection', async () => {
    const server = await serve();
    await server.close();
    servers.length = 0;
    const error = await failure();
    expect(error.message).toBe(`nothing could be collected: ${server.url} cannot be reached (ECONNREFUSED)`);
    expect(error.exitCode).toBe(1);
  });
});
