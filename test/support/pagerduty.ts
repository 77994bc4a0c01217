import type {
  Incident,
  Note,
  PagerDutyPort,
  ResponderTarget,
} from '../../functions/clients/pagerduty/port.ts';
import { Failure } from '../../functions/model/failure.ts';

/** A PagerDuty of one incident, in memory: what was done to it can be looked at. */
export function fakePagerDuty(start: Partial<Incident> = {}) {
  const state = {
    incident: {
      id: 'Q1',
      title: 'High',
      url: 'https://example.pagerduty.com/incidents/Q1',
      status: 'triggered',
      urgency: 'high',
      createdAt: '2026-11-25T14:03:20Z',
      serviceId: 'PSERVICE',
      escalationPolicyId: 'PPOLICY',
      climbs: true,
      assignments: [{ person: { id: 'PONCALL', name: 'On-call' }, at: '2026-11-25T14:03:20Z' }],
      acknowledgements: [],
      responderRequests: [],
      ...start,
    } as Incident,
    notes: [] as Note[],
    calls: [] as { targets: readonly ResponderTarget[]; message: string }[],
    levels: [] as number[],
    statusUpdates: [] as string[],
  };
  const people = ['PONCALL', 'PLEAD', 'PCTO'];
  const port: PagerDutyPort = {
    incident: async () => state.incident,
    alerts: async () => [],
    notes: async () => [...state.notes],
    async createNote(_, content) {
      const note = { id: `N${state.notes.length + 1}`, content, createdAt: '' };
      state.notes.push(note);
      return note;
    },
    async updateNote(_, id, content) {
      const at = state.notes.findIndex((note) => note.id === id);
      if (at < 0) throw new Failure('rejected', 'no such note', { status: 404 });
      const note = { id, content, createdAt: '' };
      state.notes[at] = note;
      return note;
    },
    async requestResponders(_, targets, message) {
      state.calls.push({ targets, message });
      const made = targets.map((target) => ({ targetId: target.id, message, at: '' }));
      state.incident = {
        ...state.incident,
        responderRequests: [...state.incident.responderRequests, ...made],
      };
    },
    async escalate(_, level) {
      state.levels.push(level);
      const person = { id: people[level - 1] ?? '', name: '' };
      state.incident = { ...state.incident, assignments: [{ person, at: '' }] };
    },
    async postStatusUpdate(_, message) {
      state.statusUpdates.push(message);
    },
    onCalls: async () => people.map((id, index) => ({ person: { id, name: id }, level: index + 1 })),
    escalationPolicy: async (id) => ({
      id,
      name: 'Policy',
      rules: people.map(() => ({ delayMinutes: 30 })),
    }),
    logEntries: async () => [],
    changeEvents: async () => [],
    abilities: async () => [],
    service: async (id) => ({ id, name: 'API' }),
  };
  return { port, state };
}

/** The port with one of its methods failing. */
export const failing = <Name extends keyof PagerDutyPort>(
  port: PagerDutyPort,
  name: Name,
  failure: Failure,
): PagerDutyPort => ({ ...port, [name]: () => Promise.reject(failure) });
