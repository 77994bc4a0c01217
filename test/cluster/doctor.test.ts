import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_PEOPLE } from '../../functions/console/model.ts';
import { type StandIn, startStandIn } from '../../functions/console/stand-in.ts';
import type { Line } from '../../functions/doctor/line.ts';
import { verifySignature } from '../../functions/webhook/signature.ts';
import { loopback } from '../support/loopback.ts';
import { firstnote, restrictedKubeconfig } from './harness/firstnote.ts';
import { kubectl } from './harness/kubectl.ts';
import { duringWithout } from './harness/rights.ts';

/** The doctor against a real API server and its access reviews; PagerDuty is the stand-in. */

const NAMESPACE = 'firstnote-doctor';
const TOKEN = randomBytes(16).toString('hex');
const SECRET = randomBytes(32).toString('base64');
const folder = mkdtempSync(join(tmpdir(), 'firstnote-doctor-'));

const playbook = (change: Readonly<Record<string, unknown>> = {}): string => {
  const file = join(folder, `${randomBytes(4).toString('hex')}.yaml`);
  const lead = { type: 'user', id: DEMO_PEOPLE.lead.id };
  const sound = {
    ...{ version: 1, name: 'API', services: ['PSERVICE'], target: { namespace: NAMESPACE } },
    escalation: [{ after: 5, name: 'Lead', responder: lead }],
  };
  // JSON is YAML, too.
  writeFileSync(file, JSON.stringify({ ...sound, ...change }));
  return file;
};

let kubeconfig: string;
let standIn: StandIn;
let webhook: Awaited<ReturnType<typeof loopback>>;
beforeAll(async () => {
  await kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }),
  );
  kubeconfig = await restrictedKubeconfig();
  standIn = await startStandIn({ token: TOKEN, minuteMs: 60_000 });
  webhook = await loopback(({ body, headers }) => {
    const signature = String(headers['x-pagerduty-signature']);
    return { status: verifySignature(Buffer.from(body), signature, [SECRET]) === 'valid' ? 200 : 401 };
  });
  subscribe();
});
afterAll(async () => {
  await Promise.all([standIn?.close(), webhook?.close()]);
  await kubectl(['delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found']);
  rmSync(folder, { recursive: true });
});

const subscribe = (change: Partial<Parameters<StandIn['subscribe']>[0]> = {}): void =>
  standIn.subscribe({ url: webhook.url, secret: SECRET, ...change });

interface Doctored {
  readonly code: number | null;
  readonly faults: readonly string[];
  readonly lines: readonly Line[];
}

async function doctor(file: string, env: NodeJS.ProcessEnv = {}, config = kubeconfig): Promise<Doctored> {
  const args = ['doctor', '--json', '--kubeconfig', config, '--playbook', file, '--webhook', webhook.url];
  const { code, stdout, stderr } = await firstnote([...args, '--state', join(folder, 'state')], {
    ...{ PAGERDUTY_API_URL: standIn.url, PAGERDUTY_TOKEN: TOKEN, PAGERDUTY_WEBHOOK_SECRET: SECRET },
    ...{ PAGERDUTY_FROM: DEMO_PEOPLE.firstnote.email, PAGERDUTY_USER_ID: DEMO_PEOPLE.firstnote.id },
    ...env,
  });
  if (stderr !== '') throw new Error(stderr);
  expect(stdout).not.toMatch(new RegExp(`${TOKEN}|${SECRET.slice(0, 20)}`));
  const { lines } = JSON.parse(stdout) as { lines: readonly Line[] };
  const faults = lines.filter(({ status }) => status === 'fault');
  return { code, lines, faults: faults.map(({ what, says, fix }) => `${what}: ${says} -> ${fix}`) };
}

describe('firstnote doctor on a real cluster', () => {
  it('finds nothing where all is set up', async () => {
    const { code, faults, lines } = await doctor(playbook());
    expect({ code, faults }).toEqual({ code: 0, faults: [] });
    expect(lines.filter(({ status }) => status === 'unknown')).toEqual([]);
  });

  it('names the rule that an account lacks, and how to give it', async () => {
    const found = await duringWithout('persistentvolumeclaims', () => doctor(playbook()));
    expect(found.code).toBe(1);
    expect(found.faults).toEqual([
      expect.stringMatching(
        new RegExp(
          `list persistentvolumeclaims in ${NAMESPACE}: not granted -> .*bin/firstnote rbac \\| kubectl apply`,
        ),
      ),
    ]);
    expect((await doctor(playbook())).faults).toEqual([]);
  });

  it('names a token that PagerDuty refuses, and where to get one', async () => {
    const { code, faults } = await doctor(playbook(), { PAGERDUTY_TOKEN: 'another' });
    expect(code).toBe(1);
    expect(faults).toEqual([
      expect.stringMatching(/^PagerDuty token: PagerDuty refuses it -> set PAGERDUTY_TOKEN/),
    ]);
  });

  it('names a subscription that PagerDuty disabled, and how to enable it', async () => {
    subscribe({ temporarilyDisabled: true });
    const { faults } = await doctor(playbook());
    subscribe();
    expect(faults).toEqual([
      expect.stringMatching(
        /^webhook subscription PSUBSCR1: .* 24 h.* -> .*\/webhook_subscriptions\/PSUBSCR1\/enable/,
      ),
    ]);
    expect((await doctor(playbook())).faults).toEqual([]);
  });

  it('names a responder who is not there, and the place in the playbook', async () => {
    const gone = { type: 'user', id: 'PNOBODY1' };
    const file = playbook({ escalation: [{ after: 5, name: 'Lead', responder: gone }] });
    const { faults } = await doctor(file);
    expect(faults).toEqual([
      expect.stringContaining(`there is no user PNOBODY1 -> fix escalation[0].responder.id in ${file}`),
    ]);
  });

  it('names the line of a playbook that is wrong, and how to see all of its faults', async () => {
    const file = playbook({ target: { namespaze: NAMESPACE } });
    const { faults } = await doctor(file);
    expect(faults[0]).toMatch(/line 1, column \d+: target.*namespace/);
    expect(faults[0]).toContain(`bin/firstnote playbook check ${file}`);
  });

  it('names a cluster that is not there, and what to look at', async () => {
    const config = JSON.parse(await kubectl(['config', 'view', '--raw', '--flatten', '-o', 'json']));
    for (const { cluster } of config.clusters) cluster.server = 'https://127.0.0.1:1';
    const file = join(folder, 'nowhere.kubeconfig');
    writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
    const { faults } = await doctor(playbook(), {}, file);
    expect(faults).toEqual([
      expect.stringMatching(/cannot be reached \(ECONNREFUSED\) -> is the network to it/),
    ]);
  });

  it('names the role that a playbook with exec needs, too', async () => {
    const { faults } = await doctor(playbook({ allow: { exec: true } }));
    expect(faults.toSorted()).toEqual([
      expect.stringMatching(/: create pods\/exec in .* -> .*bin\/firstnote rbac --exec \S+ \|/),
      expect.stringMatching(/: get pods\/exec in .* -> .*bin\/firstnote rbac --exec \S+ \|/),
    ]);
  });
});
