import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_ACCOUNT, DEMO_PEOPLE, type StoredIncident } from '../../../functions/console/model.ts';
import { type StandIn, startStandIn } from '../../../functions/console/stand-in.ts';
import { forAccount } from '../../../functions/host/playbooks.ts';
import { readPlaybook } from '../../../functions/local/read-playbook.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PLAYBOOK = fileURLToPath(new URL('../../../playbooks/dojopool.yaml', import.meta.url));
/** How long a minute runs: escalations are seen at 10, 30 and 60 s, and none before the note. */
const MINUTE_SECONDS = 2;

/** A full installation on this machine: `npm start` at a PagerDuty account, which is the stand-in. */
export interface Installation {
  /** Opens an incident; PagerDuty sends its signed webhook at once. */
  readonly open: (namespace: string) => StoredIncident;
  readonly resolve: (incident: StoredIncident) => void;
  readonly stop: () => Promise<void>;
}

/** The shipped playbook as the stand-in's account would have it: its service, its people. */
const playbookFile = async (folder: string): Promise<string> => {
  const file = join(folder, 'dojopool.yaml');
  writeFileSync(file, JSON.stringify(forAccount(await readPlaybook(PLAYBOOK), DEMO_ACCOUNT)));
  return file;
};

/** The address that the host says it takes webhooks at; throws with what it said when it ends instead. */
const webhookUrl = (host: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const url = /webhooks at (http:\S+?);/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    };
    host.stdout?.on('data', listen);
    host.stderr?.on('data', listen);
    host.once('close', (code) => reject(new Error(`npm start ended with ${code}: ${said}`)));
  });

const alert = (namespace: string) => ({
  title: '[FIRING:1] DojoPoolAPIHighErrorRate',
  severity: 'critical',
  details: {
    firing: [
      {
        labels: { alertname: 'DojoPoolAPIHighErrorRate', severity: 'critical', namespace },
        annotations: { summary: 'More than 5 % of the requests to the DojoPool API fail' },
        startsAt: new Date().toISOString(),
      },
    ],
    num_firing: '1',
  },
});

/** Starts both; firstnote sees the cluster through `kubeconfig` only. */
export const startInstallation = async (kubeconfig: string, namespace: string): Promise<Installation> => {
  const token = randomBytes(16).toString('hex');
  const secret = randomBytes(32).toString('base64');
  const standIn: StandIn = await startStandIn({ token, minuteMs: MINUTE_SECONDS * 1000 });
  const folder = mkdtempSync(join(tmpdir(), 'firstnote-cluster-'));
  const args = [
    ...['--kubeconfig', kubeconfig, '--namespace', namespace, '--playbook', await playbookFile(folder)],
    ...['--port', '0', '--minute', String(MINUTE_SECONDS), '--state', join(folder, 'state')],
  ];
  const host = spawn(process.execPath, ['bin/run.mjs', 'functions/host/start.ts', ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      PAGERDUTY_TOKEN: token,
      PAGERDUTY_WEBHOOK_SECRET: secret,
      PAGERDUTY_FROM: DEMO_PEOPLE.firstnote.email,
      PAGERDUTY_USER_ID: DEMO_PEOPLE.firstnote.id,
      PAGERDUTY_API_URL: standIn.url,
    },
  });
  standIn.subscribe({ url: await webhookUrl(host), secret });
  return {
    open: (of) => standIn.account.open(alert(of)),
    resolve: (incident) => standIn.account.resolve(incident.id, DEMO_PEOPLE.onCall.id),
    stop: async () => {
      const ended = new Promise((resolve) => host.once('close', resolve));
      host.kill('SIGTERM');
      await ended;
      await standIn.close();
    },
  };
};
