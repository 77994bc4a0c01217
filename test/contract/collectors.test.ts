import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createKubernetesClient } from '../../functions/clients/kubernetes/http.ts';
import type { KubernetesPort } from '../../functions/clients/kubernetes/port.ts';
import type { CollectContext, Collector } from '../../functions/collectors/collector.ts';
import { COLLECTORS } from '../../functions/collectors/index.ts';
import { collectEvidence } from '../../functions/collectors/run.ts';
import { defaultPlaybook } from '../../functions/local/read-playbook.ts';
import type { EvidenceSet } from '../../functions/model/evidence.ts';
import { ruleText } from '../../functions/model/rbac.ts';
import {
  type Interception,
  type RecordingServer,
  startRecordingServer,
} from '../../functions/recordings/recording-server.ts';
import { accessTo, rawPod, recordingOf } from '../support/recording.ts';

const pods = { items: [rawPod('api-5d4f8c7b9-a', { ready: false, restarts: 1 })] };
const forbidden = JSON.stringify({ kind: 'Status', message: 'User "x" cannot do this', code: 403 });
const odd = JSON.stringify({
  items: [null, 1, 'x', [], {}, { metadata: 7 }, { metadata: { name: 1 }, spec: [], status: 'x' }],
});

let server: RecordingServer;
let client: KubernetesPort;
let intercept: (resource: string) => Interception | undefined = () => undefined;
beforeAll(async () => {
  server = await startRecordingServer(recordingOf({ 'api/v1/pods': pods }), {
    intercept: ({ resource }) => intercept(resource),
  });
  client = createKubernetesClient(accessTo(server.url));
});
afterAll(async () => {
  client.close();
  await server.close();
});

const base = {
  target: { cluster: 'test', namespace: 'shop' },
  playbook: defaultPlaybook('shop'),
  window: { from: '2026-11-25T13:30:00Z', to: '2026-11-25T14:00:00Z' },
} as const;

let earlier: EvidenceSet = {};
beforeAll(async () => {
  const fast = (COLLECTORS as readonly Collector[]).filter(({ stage }) => stage === 'fast');
  const options = { kubernetes: client, collectors: fast, generatedAt: base.window.to, clock: () => 0 };
  earlier = (await collectEvidence({ ...base, ...options })).evidence;
});

const contextFor = (signal = new AbortController().signal): CollectContext => ({
  ...base,
  kubernetes: client,
  signal,
  earlier,
});

describe.each((COLLECTORS as readonly Collector[]).map((collector) => [collector.name, collector] as const))(
  'collector %s',
  (name, collector) => {
    it('has a name of its own, a deadline, and declares the rules that it needs', () => {
      expect(COLLECTORS.filter((other) => other.name === name)).toHaveLength(1);
      expect(collector.deadlineMs).toBeGreaterThan(0);
      expect(collector.rbac.length).toBeGreaterThan(0);
    });

    it('names the missing rule when it is forbidden', async () => {
      const context = contextFor();
      intercept = () => ({ kind: 'answer', status: 403, body: forbidden });
      const evidence = await collector.collect(context);
      if (evidence.status === 'empty' || evidence.detail === 'not configured') return;
      expect(evidence.status).toBe('forbidden');
      const rules = collector.rbac.map(ruleText);
      expect(evidence.rule && rules).toContain(evidence.rule && ruleText(evidence.rule));
      expect(evidence.data).toBeUndefined();
    });

    it.each([
      ['an error', 500, '{"message":"etcdserver: request timed out"}'],
      ['HTML', 200, '<html>'],
      ['nothing', 200, ''],
      ['odd objects', 200, odd],
      ['a list that is none', 200, '{"items":{"a":1}}'],
    ])('makes evidence of %s, and never throws', async (_what, status, body) => {
      const context = contextFor();
      intercept = () => ({ kind: 'answer', status, body });
      const evidence = await collector.collect(context);
      expect(evidence.collector).toBe(name);
      const hasData = evidence.data !== undefined;
      expect(hasData).toBe(['ok', 'empty', 'truncated'].includes(evidence.status));
    });

    it('ends when it is aborted while the server hangs', async () => {
      const context = contextFor(AbortSignal.timeout(100));
      intercept = () => ({ kind: 'hang' });
      const evidence = await collector.collect(context);
      expect(evidence.status).not.toBe('ok');
    });
  },
);
