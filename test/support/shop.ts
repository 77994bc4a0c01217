import type { Playbook } from '../../functions/playbook/playbook.ts';
import { playbookOf } from './report.ts';

interface Person {
  readonly id: string;
  readonly name: string;
}

/** The playbook of a shop's API that calls these people at 5, 6, 7 ... minutes. */
export const shopPlaybook = (...people: readonly Person[]): Playbook =>
  playbookOf({
    name: 'Shop API',
    target: { namespace: 'shop', workload: 'deployment/api' },
    alerts: [{ name: 'ShopErrors', threshold: '> 5 % for 5 min' }],
    escalation: people.map(({ id, name }, i) => ({ after: 5 + i, name, responder: { type: 'user', id } })),
  });
