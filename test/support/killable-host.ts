import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_PEOPLE } from '../../functions/console/model.ts';
import { startStandIn } from '../../functions/console/stand-in.ts';
import { startRecordingServer } from '../../functions/recordings/recording-server.ts';
import { freePort } from '../deploy/emulator/free-port.ts';
import { until } from './installed.ts';
import { kubeconfigFor, rawPod, recordingOf } from './recording.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** ms: the first start synthesizes the template, on a machine that may be busy. */
const START_MS = 240_000;
const TOKEN = 'u+Killed';
const SECRET = 'whsec-killed';

/** `npm start` in a process of its own that can be killed, at a PagerDuty and a cluster in this one, which live on. */
export async function killableHost(minuteMs: number, { preload }: { preload?: URL } = {}) {
  const recording = recordingOf({
    'api/v1/pods': { items: [rawPod('api-5d4f8c7b9-a', { ready: false, restarts: 4 })] },
  });
  const cluster = await startRecordingServer(recording);
  const standIn = await startStandIn({ token: TOKEN, minuteMs });
  const files = mkdtempSync(join(tmpdir(), 'firstnote-kill-'));
  writeFileSync(join(files, 'kubeconfig'), kubeconfigFor(cluster.url));
  writeFileSync(
    join(files, 'playbook.yaml'),
    `version: 1
name: Shop
services: [${standIn.account.setup.service.id}]
target: { namespace: shop, workload: deployment/api }
escalation:
  - { after: 5, name: Lead, responder: { type: user, id: ${DEMO_PEOPLE.lead.id} } }
  - { after: 15, name: Manager, responder: { type: user, id: ${DEMO_PEOPLE.manager.id} } }
  - { after: 30, name: CTO, responder: { type: user, id: ${DEMO_PEOPLE.cto.id} } }
`,
  );
  // PagerDuty delivers again where it delivered before.
  const port = await freePort();
  let host: ChildProcess | undefined;
  let said = '';

  async function start(): Promise<void> {
    said = '';
    const argv = [
      ...['functions/host/start.ts', '--port', String(port), '--minute', String(minuteMs / 1000)],
      ...['--kubeconfig', join(files, 'kubeconfig'), '--playbook', join(files, 'playbook.yaml')],
      ...['--state', join(files, 'state')],
    ];
    const started = spawn(process.execPath, ['bin/run.mjs', ...argv], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...(preload === undefined ? {} : { NODE_OPTIONS: `--import ${preload.href}` }),
        PAGERDUTY_TOKEN: TOKEN,
        PAGERDUTY_WEBHOOK_SECRET: SECRET,
        PAGERDUTY_FROM: DEMO_PEOPLE.firstnote.email,
        PAGERDUTY_USER_ID: DEMO_PEOPLE.firstnote.id,
        PAGERDUTY_API_URL: standIn.url,
      },
    });
    host = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    const webhook = await until(() => {
      if (started.exitCode !== null) throw new Error(`the host ended: ${said}`);
      return /http:\/\/127\.0\.0\.1:\d+\/pagerduty/.exec(said)?.[0];
    }, START_MS);
    standIn.subscribe({ url: webhook, secret: SECRET });
  }

  const gone = (process: ChildProcess) => new Promise((resolve) => process.once('exit', resolve));
  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (host === undefined || host.exitCode !== null || host.signalCode !== null) return;
    const ended = gone(host);
    host.kill(signal);
    await ended;
  }

  return {
    standIn,
    start,
    kill: () => end('SIGKILL'),
    terminate: () => end('SIGTERM'),
    output: () => said,
    folder: join(files, 'state'),
    async close() {
      await end('SIGKILL');
      await Promise.all([standIn.close(), cluster.close()]);
      rmSync(files, { recursive: true, force: true });
    },
  };
}
