import type { Answer, KubernetesPort } from '../../functions/clients/kubernetes/port.ts';
import type { AccountPort, WebhookSubscription } from '../../functions/clients/pagerduty/account-port.ts';
import type { DoctorPorts } from '../../functions/doctor/ports.ts';
import { HANDLED_EVENTS } from '../../functions/incidents/occurrence/occurrence.ts';
import { Failure } from '../../functions/model/failure.ts';
import { defaultPlaybook, type Playbook } from '../../functions/playbook/playbook.ts';
import { memoryStore } from './memory-store.ts';

/** An installation that is set up; a test breaks one thing of it. */

export const NOW = Date.parse('2026-11-25T14:03:22Z');
export const WEBHOOK_URL = 'https://api.example/pagerduty';

export const notFound = () => new Failure('rejected', 'PagerDuty answered 404', { status: 404 });

export const subscription = (change: Partial<WebhookSubscription> = {}): WebhookSubscription => ({
  id: 'PSUB',
  url: WEBHOOK_URL,
  active: true,
  temporarilyDisabled: false,
  events: HANDLED_EVENTS,
  scope: { type: 'service', id: 'PSERVICE' },
  ...change,
});

export const soundAccount = (change: Partial<AccountPort> = {}): AccountPort => {
  const users = [
    { id: 'PBOT', name: 'firstnote', email: 'bot@example.com', role: 'user' },
    { id: 'PLEAD', name: 'Lead', email: 'lead@example.com', role: 'user' },
  ];
  const find = <Kind extends { readonly id: string }>(all: readonly Kind[], id: string): Kind => {
    const found = all.find((each) => each.id === id);
    if (found === undefined) throw notFound();
    return found;
  };
  const services = [
    { id: 'PSERVICE', name: 'API' },
    { id: 'PPAYROLL', name: 'Payroll' },
  ];
  return {
    abilities: async () => ['coordinated_responding'],
    user: async (id) => find(users, id),
    escalationPolicy: async (id) => find([{ id: 'PPOLICY', name: 'Backend' }], id),
    subscriptions: async () => [subscription()],
    ping: async () => undefined,
    services: async (team) => (team === undefined ? services : services.slice(0, 1)),
    service: async (id) => find(services, id),
    createIncident: () => Promise.reject(new Error('the doctor opens no incident')),
    resolveIncident: () => Promise.reject(new Error('the doctor resolves no incident')),
    notes: async () => [],
    ...change,
  };
};

export const soundPlaybook: Playbook = {
  ...defaultPlaybook({ namespace: 'production', workload: 'deployment/api' }),
  name: 'API',
  services: ['PSERVICE'],
  escalation: [
    { after: 5, name: 'Lead', responder: { type: 'user', id: 'PLEAD' } },
    { after: 15, name: 'Backend', responder: { type: 'escalation_policy', id: 'PPOLICY' } },
  ],
};

/**
 * A cluster with one workload, whose every right is granted but those that `denied` matches ("list pods"), and exec,
 * which the common group must not have.
 */
export const soundCluster = (
  denied: RegExp = /^never$/,
  change: Partial<KubernetesPort> = {},
): KubernetesPort => {
  const answer = <T>(value: T): Answer<T> => ({ ok: true, value });
  return {
    name: 'production',
    list: async () => answer({ items: [{}], truncated: false }),
    get: async () => answer({ gitVersion: 'v1.34.4' }),
    review: async (_path, body) => {
      const { resourceAttributes: asked } = (body as { spec: { resourceAttributes: Record<string, string> } })
        .spec;
      return answer({
        status: { allowed: asked.subresource !== 'exec' && !denied.test(`${asked.verb} ${asked.resource}`) },
      });
    },
    log: () => Promise.reject(new Error('the doctor reads no log')),
    close: () => undefined,
    ...change,
  };
};

export interface Parts {
  readonly account?: AccountPort;
  readonly cluster?: KubernetesPort;
  readonly playbook?: Playbook;
}

/** The ports of a sound installation on AWS, of these parts. */
export const soundPorts = (
  { account = soundAccount(), cluster = soundCluster(), playbook = soundPlaybook }: Parts = {},
  change: Partial<DoctorPorts> = {},
): DoctorPorts => ({
  place: {
    store: 's3://store',
    ...({ kind: 'stack', stack: 'firstnote-production' } as const),
    ...{
      tokenSecret: 'firstnote-production/pagerduty-token',
      webhookSecret: 'firstnote-production/webhook-secrets',
    },
  },
  now: () => NOW,
  playbooks: async () => [{ where: 'playbook api', playbook }],
  pagerduty: {
    account,
    url: 'https://api.pagerduty.com',
    ...{ from: 'bot@example.com', user: 'PBOT' },
    webhook: { url: WEBHOOK_URL, ping: async () => 200, hasInitialSecret: async () => false },
  },
  clusters: {
    names: ['production'],
    otherwise: 'production',
    access: async (name) => ({ server: 'https://cluster.example', name }),
    connect: () => cluster,
  },
  store: memoryStore(),
  functions: { collect: async () => undefined },
  serverTime: async () => NOW,
  ...change,
});
