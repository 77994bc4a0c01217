import { randomBytes } from 'node:crypto';
import { pagerDuty } from '../clients/pagerduty/pagerduty.ts';
import type { PagerDutyPort } from '../clients/pagerduty/port.ts';
import { DEMO_ACCOUNT, DEMO_PEOPLE } from '../console/model.ts';
import { startStandIn } from '../console/stand-in.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { StartOptions } from './options.ts';
import type { PageActions } from './page-routes.ts';
import { forAccount } from './playbooks.ts';

/** The PagerDuty account that the host works at: a real one, or the stand-in. */
export interface HostAccount {
  readonly pagerduty: PagerDutyPort;
  readonly webhookSecrets: readonly string[];
  /** The playbook as it is used at this account. */
  readonly adjust: (playbook: Playbook) => Playbook;
  /** The stand-in's alone: what its page can do, and one incident of its own. */
  readonly demo?: {
    readonly actions: PageActions;
    /** Opens an incident; its signed webhook goes to `webhookUrl`. */
    readonly open: (webhookUrl: string, namespace: string, atMs: number) => void;
  };
  close(): Promise<void>;
}

export async function openAccount({
  pagerduty,
  minuteMs,
}: Pick<StartOptions, 'pagerduty' | 'minuteMs'>): Promise<HostAccount> {
  if (pagerduty.kind === 'stand-in') return openStandIn(minuteMs);
  const { url, token, from, user, webhookSecret } = pagerduty;
  return {
    pagerduty: pagerDuty({ url, token, from, requesterId: user }),
    webhookSecrets: webhookSecret.split(',').map((secret) => secret.trim()),
    adjust: (playbook) => playbook,
    close: async () => {},
  };
}

async function openStandIn(minuteMs: number): Promise<HostAccount> {
  const token = randomBytes(16).toString('hex');
  const secret = randomBytes(32).toString('base64');
  const standIn = await startStandIn({ token, minuteMs });
  const { firstnote, onCall } = DEMO_PEOPLE;
  return {
    pagerduty: pagerDuty({ url: standIn.url, token, from: firstnote.email, requesterId: firstnote.id }),
    webhookSecrets: [secret],
    adjust: (playbook) => forAccount(playbook, DEMO_ACCOUNT),
    demo: {
      actions: {
        acknowledge: (incidentId) => standIn.account.acknowledge(incidentId, onCall.id),
        resolve: (incidentId) => standIn.account.resolve(incidentId, onCall.id),
      },
      open(webhookUrl, namespace, atMs) {
        standIn.subscribe({ url: webhookUrl, secret });
        standIn.account.open({ ...ALERT, details: alertDetails(namespace, new Date(atMs).toISOString()) });
      },
    },
    close: () => standIn.close(),
  };
}

const ALERT = { title: '[FIRING:1] DojoPoolAPIHighErrorRate', severity: 'critical' };

/** An alert's body as Alertmanager 0.30 and newer send it to PagerDuty. */
const alertDetails = (namespace: string, startsAt: string) => ({
  firing: [
    {
      labels: { alertname: 'DojoPoolAPIHighErrorRate', severity: 'critical', namespace },
      annotations: { summary: 'More than 5 % of the requests to the DojoPool API fail' },
      startsAt,
      generatorURL: 'https://prometheus.dojopool.example/graph?g0.expr=dojopool_api_error_rate',
    },
  ],
  num_firing: '1',
  num_resolved: '0',
});
