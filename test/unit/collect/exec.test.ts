import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { bundleSoFar } from '../../../functions/actions/bundle-so-far.ts';
import { filesOf } from '../../../functions/actions/files.ts';
import { createHandler } from '../../../functions/collect/handler.ts';
import type { CollectInput } from '../../../functions/contracts/states.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { countedMetrics } from '../../support/metrics.ts';
import { playbookOf } from '../../support/report.ts';

const name = 'Q1-1764079400';
const url = 'https://example.pagerduty.com/incidents/Q1';
const occurrence = {
  ...{ incidentId: 'Q1', name, serviceId: 'PSERVICE', title: 'High', url, urgency: 'high' },
  createdAt: '2026-11-25T14:03:20.000Z',
};
const window = { from: '2026-11-25T13:33:21Z', to: '2026-11-25T14:03:21Z' };
const planOf = (exec: boolean) => ({
  alert: { name: 'High', severity: '', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
  playbook: {
    ...playbookOf({
      name: 'API',
      dependencies: [{ name: 'db', kind: 'database', service: 'db', port: 5432 }],
    }),
    allow: { exec, statusPages: false },
  },
  target: { cluster: 'c', namespace: 'production' },
  window,
  lead: { name, incidentId: 'Q1', url },
});

/** A function whose cluster is at this address; nobody listens at the default. */
async function collecting(exec: boolean, server = 'http://127.0.0.1:9') {
  const store = memoryStore();
  const files = filesOf(store, name);
  await files.writePlan(planOf(exec));
  const handler = createHandler(async () => ({
    ...{ now: () => Date.parse('2026-11-25T14:03:22Z'), logger: silentLogger, store },
    metrics: countedMetrics().metrics,
    access: async () => ({ server, name: 'c' }),
    clock: () => performance.now(),
    surroundings: { vantage: 'this test' },
    execIn: ['exec'],
  }));
  const stage = async (of: CollectInput['stage']) => {
    await handler({ occurrence, playbook: 'API', stage: of, phase: 'before' }, { awsRequestId: 'a' });
    return Object.keys((await files.readEvidence('before', of))?.evidence ?? {});
  };
  return { files, handler, stage };
}

describe('the stage that runs programs in pods', () => {
  it('is the only one, and keeps nothing but what they say', async () => {
    const { stage } = await collecting(true);
    expect(await stage('exec')).toEqual(['dependencystate', 'probes']);
    expect(await stage('logs')).toEqual(['logs']);
    expect(await stage('all')).not.toContain('dependencystate');
  });

  it('does nothing where the playbook does not allow it', async () => {
    const { stage } = await collecting(false);
    expect(await stage('exec')).toEqual([]);
  });
});

describe('a report', () => {
  const stageOf = (from: string) => ({
    ...{ window, timings: {} },
    evidence: { probes: { collector: 'probes', status: 'ok', detail: from, ms: 1 } } as never,
  });
  const options = { generatedAt: window.to, logsDue: true };

  it('takes what was tried from inside before what was tried from outside, once it is due', async () => {
    const { files } = await collecting(true);
    await files.writeEvidence('before', 'logs', stageOf('outside'));
    await files.writeEvidence('before', 'exec', stageOf('inside'));
    const detail = async (logsDue: boolean) =>
      (await bundleSoFar(files, planOf(true), 'before', { ...options, logsDue }))?.evidence.probes?.detail;
    expect(await detail(true)).toBe('inside');
    expect(await detail(false)).toBeUndefined();
  });

  it('does without what was not brought', async () => {
    const { files } = await collecting(true);
    await files.writeEvidence('before', 'logs', stageOf('outside'));
    const bundle = await bundleSoFar(files, planOf(true), 'before', options);
    expect(bundle?.evidence.probes?.detail).toBe('outside');
  });
});

describe('the doctor’s question', () => {
  let server: http.Server | undefined;
  afterEach(() => void server?.close());

  it('is answered with the namespaces in which one of the two verbs is refused; no program is run', async () => {
    const asked: string[] = [];
    server = http.createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const { verb, namespace, subresource } = JSON.parse(body).spec.resourceAttributes;
      asked.push(`${request.method} ${request.url}: ${verb} ${subresource} ${namespace}`);
      const allowed = namespace === 'shop' || (namespace === 'half' && verb === 'get');
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: { allowed } }));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { handler } = await collecting(true, `http://127.0.0.1:${port}`);
    const question = { kind: 'may-exec', cluster: 'c', namespaces: ['shop', 'half', 'db'] } as const;
    expect(await handler(question, { awsRequestId: 'a' })).toEqual({ refused: ['half', 'db'] });
    expect(asked).toHaveLength(6);
    expect(new Set(asked.map((line) => line.replace(/: .*/, '')))).toEqual(
      new Set(['POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews']),
    );
  });
});
