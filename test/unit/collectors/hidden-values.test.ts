import { describe, expect, it } from '@jest/globals';
import { createKubernetesClient } from '../../../functions/clients/kubernetes/http.ts';
import type { Collector } from '../../../functions/collectors/collector.ts';
import { COLLECTORS } from '../../../functions/collectors/index.ts';
import { collectEvidence } from '../../../functions/collectors/run.ts';
import { diffTemplates } from '../../../functions/diagnosis/changes/template-diff.ts';
import { defaultPlaybook } from '../../../functions/local/read-playbook.ts';
import type { Bundle } from '../../../functions/model/bundle.ts';
import { startRecordingServer } from '../../../functions/recordings/recording-server.ts';
import { differenceText } from '../../../functions/writing/statements/template-difference.ts';
import { accessTo, recordingOf } from '../../support/recording.ts';

const collect = async (lists: Record<string, readonly unknown[]>): Promise<Bundle> => {
  const items = Object.entries(lists).map(([path, list]) => [path, { items: list }] as const);
  const server = await startRecordingServer(recordingOf(Object.fromEntries(items)));
  const kubernetes = createKubernetesClient(accessTo(server.url));
  try {
    return await collectEvidence({
      collectors: (COLLECTORS as readonly Collector[]).filter(({ name }) => REVISIONS.has(name)),
      kubernetes,
      target: { cluster: 'test', namespace: 'shop' },
      playbook: defaultPlaybook('shop'),
      window: { from: '2026-11-25T13:30:00Z', to: '2026-11-25T14:00:00Z' },
      generatedAt: '2026-11-25T14:00:00Z',
      clock: () => 0,
    });
  } finally {
    kubernetes.close();
    await server.close();
  }
};
const REVISIONS = new Set(['replicasets', 'controllerrevisions', 'configmaps']);

type Template = Readonly<Record<string, unknown>>;
const one = (container: object, metadata: object = {}): Template => ({
  metadata,
  spec: { containers: [{ name: 'main', image: 'r/app:1', ...container }] },
});
const salted = (value: string) => one({ env: [{ name: 'SALT', value }] });

const replicaSet = (name: string, template: Template, owner = 'api') => ({
  metadata: { name, namespace: 'shop', ownerReferences: [{ kind: 'Deployment', name: owner, uid: owner }] },
  spec: { template },
});
const ofSets = async (...sets: readonly object[]) =>
  (await collect({ 'apis/apps/v1/replicasets': sets })).evidence.replicasets?.data ?? [];

/** What differs between two revisions of one Deployment, as a note says it. */
const difference = async (before: Template, after: Template): Promise<readonly string[]> => {
  const [old, now] = await ofSets(replicaSet('api-1', before), replicaSet('api-2', after));
  return old && now ? diffTemplates(old.spec.template, now.spec.template).map(differenceText) : [];
};

describe('values that redaction hides', () => {
  it.each<[string, Template, Template, string]>([
    ['a variable', salted('hunter2-4711'), salted('hunter2-4712'), 'env SALT changed (values hidden)'],
    [
      'an argument',
      one({ args: ['--password=hunter2-old', '-v'] }),
      one({ args: ['--password=hunter2-new', '-v'] }),
      'args changed (values hidden)',
    ],
    [
      'an annotation that is too long to be kept',
      one({}, { annotations: { 'agent/template': 'a'.repeat(400) } }),
      one({}, { annotations: { 'agent/template': 'b'.repeat(400) } }),
      'annotations.agent/template changed (values hidden)',
    ],
    [
      'a URL with its password',
      one({ env: [{ name: 'DB', value: 'postgres://app:hunter2-old@old-db:5432/app' }] }),
      one({ env: [{ name: 'DB', value: 'postgres://app:hunter2-new@new-db:5432/app' }] }),
      'env DB "postgres://app:[redacted]@old-db:5432/app" -> "postgres://app:[redacted]@new-db:5432/app"',
    ],
  ])('are told apart between two revisions: %s', async (_, before, after, line) => {
    expect(await difference(before, after)).toEqual([line]);
    expect(await difference(before, before)).toEqual([]);
  });

  it('are told apart between revisions of a StatefulSet', async () => {
    const revision = (number: number, value: string) => ({
      metadata: {
        name: `db-${number}`,
        namespace: 'shop',
        ownerReferences: [{ kind: 'StatefulSet', name: 'db', uid: 'db' }],
      },
      revision: number,
      data: { spec: { template: salted(value) } },
    });
    const lists = {
      'apis/apps/v1/controllerrevisions': [revision(1, 'hunter2-1'), revision(2, 'hunter2-2')],
    };
    const { controllerrevisions } = (await collect(lists)).evidence;
    const values = JSON.stringify(controllerrevisions?.data).match(/\[redacted[^\]]*\]/g);
    expect(values).toEqual(['[redacted]', '[redacted-2]']);
  });

  it('are numbered, and nothing else of them is kept', async () => {
    const sets = ['hunter2-a', 'hunter2-b', 'hunter2-a', 'hunter2-c'].map((value, index) =>
      replicaSet(`api-${index}`, salted(value)),
    );
    const read = await ofSets(...sets);
    expect(read.map(({ spec }) => spec.template.spec.containers[0]?.env[0]?.value)).toEqual([
      '[redacted]',
      '[redacted-2]',
      '[redacted]',
      '[redacted-3]',
    ]);
    expect(JSON.stringify(read)).not.toContain('hunter2');
    // What was stored reads back as itself.
    expect(await ofSets(...read)).toEqual(read);
  });

  it('are not held against those of another workload, nor of another variable', async () => {
    const two = one({
      env: [
        { name: 'SALT', value: 'hunter2-a' },
        { name: 'DB_PASSWORD', value: 'hunter2-b' },
      ],
    });
    const read = await ofSets(replicaSet('api-1', two), replicaSet('web-1', salted('hunter2-c'), 'web'));
    expect(JSON.stringify(read)).not.toContain('[redacted-');
  });
});

describe('values of ConfigMaps', () => {
  const configMapsOf = async (maps: readonly object[]) =>
    (await collect({ 'api/v1/configmaps': maps })).evidence.configmaps?.data ?? [];

  it('keep nothing but which of them are equal, key by key', async () => {
    const map = (name: string, data: Record<string, string>) => ({
      metadata: { name, namespace: 'shop' },
      data,
    });
    const read = await configMapsOf([
      map('a', { MODE: 'fast-zorg', URL: 'http://one-zorg' }),
      map('b', { MODE: 'slow-zorg', URL: 'http://one-zorg' }),
      map('c', { MODE: 'fast-zorg' }),
    ]);
    expect(read.map(({ keys, values }) => [keys, values])).toEqual([
      [
        ['MODE', 'URL'],
        [0, 0],
      ],
      [
        ['MODE', 'URL'],
        [1, 0],
      ],
      [['MODE'], [0]],
    ]);
    expect(JSON.stringify(read)).not.toMatch(/(?:fast|slow)-zorg/);
    expect(await configMapsOf(read)).toEqual(read);
  });
});
