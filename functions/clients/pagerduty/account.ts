import { readServices, readSubscriptions, readUser } from './account-answers.ts';
import type { AccountPort } from './account-port.ts';
import { readAbilities, readIncident, readNotes, readPolicy, readService } from './answers.ts';
import { connect, type PagerDutyAccess } from './http.ts';
import { pages } from './pages.ts';

/** An account of PagerDuty over its REST API; apart from incidents' port, so that no other function carries it. */
export function pagerDutyAccount(access: PagerDutyAccess, deadlineMs?: number): AccountPort {
  const send = connect(access, deadlineMs);
  const get = (path: string) => send({ method: 'get', path });
  const segment = encodeURIComponent;
  return {
    abilities: async () => readAbilities(await get('/abilities')),
    user: async (id) => readUser(await get(`/users/${segment(id)}`)),
    escalationPolicy: async (id) => readPolicy(await get(`/escalation_policies/${segment(id)}`)),
    subscriptions: () => pages(send, '/webhook_subscriptions', readSubscriptions),
    async ping(id) {
      await send({ method: 'post', path: `/webhook_subscriptions/${segment(id)}/ping`, answer: 'none' });
    },
    services: (teamId) =>
      pages(send, '/services', readServices, teamId === undefined ? {} : { 'team_ids[]': [teamId] }),
    service: async (id) => readService(await get(`/services/${segment(id)}`)),
    async createIncident({ title, serviceId, assigneeId }) {
      const assignee = { id: assigneeId, type: 'user_reference' };
      const answer = await send({
        method: 'post',
        path: '/incidents',
        body: {
          incident: {
            type: 'incident',
            title,
            service: { id: serviceId, type: 'service_reference' },
            urgency: 'low',
            ...(assigneeId === undefined ? {} : { assignments: [{ assignee }] }),
          },
        },
      });
      return readIncident(answer);
    },
    async resolveIncident(id) {
      await send({
        method: 'put',
        path: `/incidents/${segment(id)}`,
        body: { incident: { type: 'incident_reference', status: 'resolved' } },
      });
    },
    notes: async (id) => readNotes(await get(`/incidents/${segment(id)}/notes`)),
  };
}
