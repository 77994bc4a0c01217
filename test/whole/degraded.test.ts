import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createKubernetesClient } from '../../functions/clients/kubernetes/http.ts';
import type { Collector } from '../../functions/collectors/collector.ts';
import { usableCollectors } from '../../functions/collectors/index.ts';
import { collectEvidence } from '../../functions/collectors/run.ts';
import type { Analyzer } from '../../functions/diagnosis/analysis/analyzer.ts';
import { ANALYZERS } from '../../functions/diagnosis/mechanisms/index.ts';
import type { Bundle } from '../../functions/model/bundle.ts';
import type { EvidenceSet, EvidenceStatus } from '../../functions/model/evidence.ts';
import type { Cause } from '../../functions/model/report.ts';
import { defaultPlaybook } from '../../functions/playbook/playbook.ts';
import { type Recording, readRecording } from '../../functions/recordings/recording.ts';
import {
  type Interception,
  type RecordingServer,
  startRecordingServer,
} from '../../functions/recordings/recording-server.ts';
import { buildReport } from '../../functions/triage/build-report.ts';
import { accessTo } from '../support/recording.ts';

/** The demonstration's recording: PostgreSQL of a real cluster out of connections. Hanging calls wait for real. */
const FILE = fileURLToPath(
  new URL('../../functions/recordings/demo/too-many-connections.json.gz', import.meta.url),
);

const refused = (status: number): Interception => ({
  kind: 'answer',
  status,
  body: JSON.stringify({ kind: 'Status', status: 'Failure', message: 'no', code: status }),
});
const MODES = [
  { name: 'hangs', interception: { kind: 'hang' }, status: 'timeout' },
  { name: 'fails', interception: refused(500), status: 'failed' },
  { name: 'is forbidden', interception: refused(403), status: 'forbidden' },
] as const satisfies readonly { name: string; interception: Interception; status: EvidenceStatus }[];
type Mode = (typeof MODES)[number];

let recording: Recording;
let whole: Bundle;
const servers: RecordingServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

/** Collects from a server of its own, with the evidence of before at hand. */
async function collect(
  collectors: readonly Collector[],
  earlier: EvidenceSet,
  intercept?: (resource: string) => Interception | undefined,
): Promise<Bundle> {
  const server = await startRecordingServer(
    recording,
    intercept ? { intercept: ({ resource }) => intercept(resource) } : {},
  );
  servers.push(server);
  const kubernetes = createKubernetesClient(accessTo(server.url));
  const to = recording.recordedAt;
  try {
    return await collectEvidence({
      collectors,
      earlier,
      kubernetes,
      target: { cluster: 'demo', namespace: recording.namespace },
      playbook,
      window: { from: new Date(Date.parse(to) - 30 * 60_000).toISOString(), to },
      generatedAt: to,
      clock: () => performance.now(),
      totalDeadlineMs: PATIENCE_MS,
    });
  } finally {
    kubernetes.close();
  }
}

const playbook = defaultPlaybook({ namespace: 'production' });
/** ms: what answers is waited for, however busy the machine is that the test runs on. */
const PATIENCE_MS = 60_000;
const patient = <C extends Collector>(collector: C): C => ({ ...collector, deadlineMs: PATIENCE_MS });
const hasty = usableCollectors({ playbook });
const collectors = hasty.map(patient);
const logs = collectors.filter(({ name }) => name === 'logs');
/** Logs are chosen by these: without them, others are read. */
const CHOOSING = ['pods', 'events'];

/** The evidence with one collector's calls in trouble; everything else is as it was. */
function without(collector: Collector, { interception, status }: Mode): Promise<Bundle> {
  const own = status === 'timeout' ? hasty.find(({ name }) => name === collector.name) : collector;
  const again = [own ?? collector, ...(CHOOSING.includes(collector.name) ? logs : [])];
  const names = again.map(({ name }): string => name);
  const earlier = Object.fromEntries(
    Object.entries(whole.evidence).filter(([name]) => !names.includes(name)),
  ) as EvidenceSet;
  return collect(again, earlier, (resource) =>
    (resource === 'pods/log') === (collector.name === 'logs') ? interception : undefined,
  );
}

const highOf = (causes: readonly Cause[]) =>
  causes
    .filter(({ confidence }) => confidence === 'high')
    .map(({ cause, object }) => `${cause} ${object.kind}/${object.name}`);

/** Whether some analyzer can have found this cause without a collector. */
const canDoWithout = (cause: string, collector: string): boolean =>
  (ANALYZERS as readonly Analyzer[]).some(
    ({ causes, needs }) => causes.some((id) => id === cause) && !needs.some((name) => name === collector),
  );

beforeAll(async () => {
  recording = await readRecording(FILE);
  whole = await collect(collectors, {});
});

it('the recording is read whole, and its cause is named', () => {
  expect(highOf(buildReport(whole, playbook).causes)).toContain(
    'dependency-error StatefulSet/dojopool-postgresql',
  );
});

describe.each(MODES)('when one resource $name', (mode) => {
  const degraded = new Map<string, Bundle>();
  beforeAll(async () => {
    const made = await Promise.all(
      collectors.map(async (collector) => [collector.name, await without(collector, mode)] as const),
    );
    for (const [name, bundle] of made) degraded.set(name, bundle);
  });

  it.each(collectors.map(({ name }) => name))(
    '%s: it is said, and nothing is claimed that needs it',
    (name) => {
      const bundle = degraded.get(name);
      if (bundle === undefined) throw new Error(`${name} was not collected`);
      const report = buildReport(bundle, playbook);
      const covered = report.coverage.find(({ collector }) => collector === name);
      expect(covered?.status).toBe(mode.status);
      expect(covered?.detail).not.toBe('');
      if (mode.status === 'forbidden') expect(covered?.detail).toMatch(/needs (list|get) [a-z./]+/);

      const sure = highOf(buildReport(whole, playbook).causes);
      expect(highOf(report.causes).filter((each) => !sure.includes(each))).toEqual([]);
      for (const { cause, confidence } of report.causes)
        if (confidence === 'high')
          expect({ cause, canDoWithout: canDoWithout(cause, name) }).toMatchObject({ canDoWithout: true });
    },
  );
});

describe('when everything', () => {
  it.each(MODES)('$name, there is a report that claims nothing', async ({ interception, status }) => {
    const asked = status === 'timeout' ? hasty : collectors;
    const bundle = await collect(asked, {}, () => interception);
    const report = buildReport(bundle, playbook);
    expect(report.causes).toEqual([]);
    expect(report.headline).toBe('unknown: the pods could not be read');
    expect(report.coverage.find(({ collector }) => collector === 'pods')?.status).toBe(status);
    expect(report.coverage.filter((each) => each.status === 'ok')).toEqual([]);
  });
});
