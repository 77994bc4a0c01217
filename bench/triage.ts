import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRecordingServer } from '../functions/recordings/recording-server.ts';
import { kubeconfigFor, rawPod, recordingOf } from '../test/support/recording.ts';

/** Pods a workload, as a large namespace has them. */
const PODS_A_WORKLOAD = 20;
const RUNS = 5;
const LINES_A_LOG = 200;
const FIRSTNOTE = join(import.meta.dirname, '../bin/firstnote');

const logOf = (errorEvery: number): string =>
  Array.from({ length: LINES_A_LOG }, (_, n) =>
    n % errorEvery === 0
      ? `2026-11-25T13:5${n % 10}:00Z ERROR connect ECONNREFUSED postgres:5432 id=${n}\n`
      : `2026-11-25T13:5${n % 10}:00Z 10.1.2.3 - - [25/Nov/2026:13:5${n % 10}:00 +0000] "GET /api/games/${n} HTTP/1.1" 200 512\n`,
  ).join('');
/** Healthy pods log requests and an error in a hundred lines; failing ones an error in two. */
const HEALTHY_LOG = logOf(100);
const FAILING_LOG = logOf(2);

/** A namespace of `count` pods, a tenth of them failing, each with events, a log, and a ReplicaSet for every twenty. */
export function namespaceOf(count: number) {
  const pods = Array.from({ length: count }, (_, n) => {
    const owner = `w${Math.floor(n / PODS_A_WORKLOAD)}-5d4f8c7b9`;
    return rawPod(`${owner}-${n}`, { owner, ready: n % 10 !== 0, restarts: n % 10 === 0 ? 3 : 0 });
  });
  const events = pods.map(({ metadata }, n) => ({
    metadata: { name: `e${n}`, namespace: 'shop', creationTimestamp: '2026-11-25T13:50:00Z' },
    type: n % 10 === 0 ? 'Warning' : 'Normal',
    reason: n % 10 === 0 ? 'BackOff' : 'Pulled',
    message: 'Back-off restarting failed container',
    count: 3,
    lastTimestamp: '2026-11-25T13:58:00Z',
    involvedObject: { kind: 'Pod', namespace: 'shop', name: metadata.name },
  }));
  const logs = pods.map(({ metadata }, n) => ({
    namespace: 'shop',
    pod: metadata.name,
    container: 'api',
    previous: false,
    text: n % 10 === 0 ? FAILING_LOG : HEALTHY_LOG,
  }));
  return recordingOf({ 'api/v1/pods': { items: pods }, 'api/v1/events': { items: events } }, logs);
}

/** The whole process, as a person starts it. */
const triage = (kubeconfig: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const words = ['triage', '--kubeconfig', kubeconfig, '--at', '2026-11-25T14:00:00Z', '--json'];
    const child = spawn(FIRSTNOTE, words, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`firstnote ended with ${code}`))));
  });

async function timeOf(count: number): Promise<{ ms: number; calls: number }> {
  const server = await startRecordingServer(namespaceOf(count));
  const folder = mkdtempSync(join(tmpdir(), 'firstnote-bench-'));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigFor(server.url));
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    await triage(kubeconfig);
    times.push(performance.now() - started);
  }
  const calls = server.asked.filter((path) => !path.endsWith('/log')).length / RUNS;
  await server.close();
  rmSync(folder, { recursive: true });
  return { ms: Math.min(...times), calls };
}

/** Shows that a triage costs as many calls for 1,000 pods as for 10, logs aside, and under three times the time. */
export async function run(): Promise<void> {
  await timeOf(10);
  const [small, large] = [await timeOf(10), await timeOf(1_000)];
  const ratio = large.ms / small.ms;
  console.log(`triage    10 pods ${small.ms.toFixed(0)} ms, ${small.calls} calls beside logs`);
  console.log(
    `triage 1,000 pods ${large.ms.toFixed(0)} ms, ${large.calls} calls beside logs: ${ratio.toFixed(1)} times the time`,
  );
}
