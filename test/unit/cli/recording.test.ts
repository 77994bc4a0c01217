import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run as record } from '../../../functions/cli/record.ts';
import { createKubernetesClient } from '../../../functions/clients/kubernetes/http.ts';
import type { KubernetesPort, LogOptions } from '../../../functions/clients/kubernetes/port.ts';
import type { Io } from '../../../functions/local/io.ts';
import { type Recording, readRecording } from '../../../functions/recordings/recording.ts';
import {
  type RecordingServer,
  startRecordingServer,
} from '../../../functions/recordings/recording-server.ts';
import { accessTo, kubeconfigFor, rawPod, recordingOf } from '../../support/recording.ts';

const pod = (name: string, namespace: string, app: string) => ({
  ...rawPod(name),
  metadata: { name, namespace, labels: { app } },
});
const pods = [pod('a', 'shop', 'api'), pod('b', 'shop', 'db'), pod('c', 'kube-system', 'dns')];
const log = {
  namespace: 'shop',
  pod: 'a',
  container: 'api',
  previous: false,
  text: '2026-11-25T13:00:00.5Z one\n2026-11-25T13:59:00Z two password=hunter2\n2026-11-25T13:59:30Z three\n',
};

const folder = mkdtempSync(join(tmpdir(), 'firstnote-recording-'));
let server: RecordingServer;
let client: KubernetesPort;
const { signal } = new AbortController();
beforeAll(async () => {
  server = await startRecordingServer(
    recordingOf(
      {
        'api/v1/pods': {
          items: [...pods, ...Array.from({ length: 700 }, (_, n) => pod(`n${n}`, 'many', 'x'))],
        },
        'api/v1/nodes': { status: 403, message: 'nodes is forbidden' },
      },
      [log],
    ),
  );
  client = createKubernetesClient(accessTo(server.url));
});
afterAll(async () => {
  client.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const names = async (options: Partial<Parameters<KubernetesPort['list']>[2]>): Promise<string[]> => {
  const answer = await client.list('v1', 'pods', { signal, ...options });
  return answer.ok
    ? answer.value.items.map((item) => (item as typeof log & { metadata: { name: string } }).metadata.name)
    : [];
};
const logText = async (options: Partial<LogOptions>): Promise<string> => {
  const answer = await client.log({ namespace: 'shop', pod: 'a', container: 'api', signal, ...options });
  if (!answer.ok) return answer.failure.kind;
  let text = '';
  for await (const chunk of answer.value) text += Buffer.from(chunk).toString();
  return text;
};

describe('a served recording', () => {
  it('lists by namespace, labels and fields, page by page', async () => {
    expect(await names({ namespace: 'shop' })).toEqual(['a', 'b']);
    expect(await names({ namespace: 'shop', labelSelector: 'app=db' })).toEqual(['b']);
    expect(await names({ labelSelector: 'app!=x,app' })).toEqual(['a', 'b', 'c']);
    expect(await names({ fieldSelector: 'metadata.name=c' })).toEqual(['c']);
    expect(await names({ namespace: 'many' })).toHaveLength(700);
  });

  it('refuses what was refused, and has not what was not there', async () => {
    expect(await client.list('v1', 'nodes', { signal })).toMatchObject({
      failure: { kind: 'forbidden', message: 'nodes is forbidden' },
    });
    expect(await client.list('metrics.k8s.io/v1beta1', 'nodes', { signal })).toMatchObject({
      failure: { kind: 'not-found' },
    });
  });

  it('gives logs since a time, the last lines, with and without time stamps', async () => {
    expect(await logText({ timestamps: true })).toBe(log.text);
    expect(await logText({ sinceTime: '2026-11-25T13:30:00Z', tailLines: 1 })).toBe('three\n');
    expect(await logText({ limitBytes: 3 })).toBe('one');
    expect(await logText({ previous: true })).toBe('failed');
  });

  it('is read-only', async () => {
    const answer = await fetch(`${server.url}/api/v1/namespaces/shop/pods/a`, { method: 'DELETE' });
    expect(answer.status).toBe(405);
  });
});

describe('firstnote record', () => {
  const recordTo = async (file: string): Promise<Recording> => {
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, kubeconfigFor(server.url));
    const io: Io = {
      stdin: Readable.from([]),
      stdout: () => undefined,
      stderr: () => undefined,
      interactive: false,
      colours: false,
      env: {},
      now: () => new Date('2026-11-25T14:00:00Z'),
    };
    expect(await record(['--kubeconfig', kubeconfig, '--out', file], io)).toBe(0);
    return readRecording(file);
  };

  it('saves lists and logs without a secret, and what was refused', async () => {
    const recording = await recordTo(join(folder, 'one.json.gz'));
    expect(recording.recordedAt).toBe('2026-11-25T14:00:00.000Z');
    expect(recording.lists['api/v1/nodes']).toMatchObject({ status: 403 });
    expect(recording.logs.map(({ text }) => text)).toEqual([expect.stringContaining('three')]);
    expect(JSON.stringify(recording)).not.toContain('hunter2');
    const list = recording.lists['api/v1/pods'];
    const recorded = list !== undefined && 'items' in list ? list.items : [];
    expect(recorded).toHaveLength(3);
  });
});
