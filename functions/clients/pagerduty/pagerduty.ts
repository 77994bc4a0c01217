import { setTimeout as sleep } from 'node:timers/promises';
import * as answers from './answers.ts';
import { connect, type PagerDutyAccess } from './http.ts';
import { pages } from './pages.ts';
import type { PagerDutyPort } from './port.ts';

/** ms between the looks for alerts that are not there yet. */
const ALERT_RETRIES_MS = [250, 500, 1_000] as const;

export interface PagerDutyOptions extends PagerDutyAccess {
  /** Id of the user in whose name people are called. */
  readonly requesterId: string;
  readonly deadlineMs?: number;
  readonly alertRetriesMs?: readonly number[];
}

/** PagerDuty over its REST API. */
export function pagerDuty(options: PagerDutyOptions): PagerDutyPort {
  const send = connect(options, options.deadlineMs);
  const alertRetries = options.alertRetriesMs ?? ALERT_RETRIES_MS;
  const incidentPath = (id: string, rest = ''): string => `/incidents/${encodeURIComponent(id)}${rest}`;
  return {
    incident: async (id) => answers.readIncident(await send({ method: 'get', path: incidentPath(id) })),
    async alerts(id) {
      for (const wait of [...alertRetries, undefined]) {
        const found = await pages(send, incidentPath(id, '/alerts'), answers.readAlerts);
        if (found.length > 0 || wait === undefined) return found;
        await sleep(wait);
      }
      return [];
    },
    notes: async (id) => answers.readNotes(await send({ method: 'get', path: incidentPath(id, '/notes') })),
    createNote: async (id, content) =>
      answers.readNote(
        await send({ method: 'post', path: incidentPath(id, '/notes'), body: { note: { content } } }),
      ),
    updateNote: async (id, noteId, content) =>
      answers.readNote(
        await send({
          method: 'put',
          path: incidentPath(id, `/notes/${encodeURIComponent(noteId)}`),
          body: { note: { content } },
        }),
      ),
    async requestResponders(id, targets, message) {
      await send({
        method: 'post',
        path: incidentPath(id, '/responder_requests'),
        body: {
          requester_id: options.requesterId,
          message,
          responder_request_targets: targets.map((target) => ({
            responder_request_target: { id: target.id, type: `${target.type}_reference` },
          })),
        },
      });
    },
    async escalate(id, level) {
      await send({
        method: 'put',
        path: incidentPath(id),
        body: { incident: { type: 'incident_reference', escalation_level: level } },
      });
    },
    async postStatusUpdate(id, message) {
      await send({ method: 'post', path: incidentPath(id, '/status_updates'), body: { message } });
    },
    onCalls: (policyId) =>
      pages(send, '/oncalls', answers.readOnCalls, {
        'escalation_policy_ids[]': [policyId],
        earliest: 'true',
      }),
    escalationPolicy: async (policyId) =>
      answers.readPolicy(
        await send({ method: 'get', path: `/escalation_policies/${encodeURIComponent(policyId)}` }),
      ),
    async logEntries(id) {
      const entries = await pages(send, incidentPath(id, '/log_entries'), answers.readLogEntries);
      return entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    },
    async changeEvents(serviceId, since, until) {
      const path = `/services/${encodeURIComponent(serviceId)}/change_events`;
      const changes = await pages(send, path, answers.readChanges, { since, until });
      return changes.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    },
    abilities: async () => answers.readAbilities(await send({ method: 'get', path: '/abilities' })),
    service: async (id) =>
      answers.readService(await send({ method: 'get', path: `/services/${encodeURIComponent(id)}` })),
  };
}
