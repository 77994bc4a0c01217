import type { CollectorName } from '../../functions/model/evidence.ts';
import { defined } from '../../functions/model/present.ts';
import { type OptionalRight, type RbacRule, ruleText } from '../../functions/model/rbac.ts';
import type { Coverage, Report } from '../../functions/model/report.ts';
import type { Playbook } from '../../functions/playbook/playbook.ts';
import { playbookSchema } from '../../functions/playbook/schema.ts';
import type { NoteContext } from '../../functions/writing/note/context.ts';

/** A playbook as a test needs it; what it does not name has the schema's defaults. */
export const playbookOf = (parts: Record<string, unknown> = {}): Playbook =>
  playbookSchema.parse({ version: 1, name: 'test', target: { namespace: 'production' }, ...parts });

/** A report with nothing wrong in it. */
export const healthyReport: Report = {
  version: '1',
  generatedAt: '2026-11-25T14:03:22.000Z',
  target: {
    cluster: 'prod',
    namespace: 'production',
    workload: { kind: 'Deployment', namespace: 'production', name: 'dojopool-api' },
  },
  window: { from: '2026-11-25T13:48:22.000Z', to: '2026-11-25T14:03:22.000Z' },
  onset: null,
  headline: 'no fault seen',
  outcome: 'none-found',
  causes: [],
  ruledOut: [],
  changes: [],
  endpoints: [],
  patterns: [],
  traffic: null,
  symptoms: [],
  dependencies: [],
  rollouts: [],
  resources: [],
  prevention: [],
  coverage: [
    { collector: 'pods', status: 'ok', detail: '' },
    { collector: 'events', status: 'empty', detail: '' },
  ],
  timings: { total: 2100 },
};

/** A list that the role does not give, as the coverage tells it. */
export function forbidden(
  collector: CollectorName,
  { resource = collector, apiGroup = '' }: { readonly resource?: string; readonly apiGroup?: string } = {},
  option?: OptionalRight,
): Coverage {
  const rule: RbacRule = { apiGroup, resource, verbs: ['list'] };
  const given = option === undefined ? '' : `, given with --${option}`;
  return {
    collector,
    status: 'forbidden',
    detail: `needs ${ruleText(rule)}${given}`,
    needs: { rule, ...defined({ option }) },
  };
}

const minute = (at: number, requests: number, errors5xx: number) => ({
  at: new Date(Date.UTC(2026, 10, 25, 13, at)).toISOString(),
  requests,
  errors5xx,
  errors4xx: 3,
  byMethod: { GET: Math.round(requests * 0.7), POST: Math.round(requests * 0.3) },
});

/** PostgreSQL out of connections after a worker was scaled up, in the shape that the analyzers give it. */
export const connectionsReport: Report = {
  ...healthyReport,
  headline: 'PostgreSQL refuses connections, "too many clients already": statefulset/dojopool-postgresql',
  outcome: 'cause',
  onset: { at: '2026-11-25T13:58:12.000Z', uncertaintyMs: 2000, by: 'errors a minute' },
  causes: [
    {
      cause: 'dependency-error',
      confidence: 'high',
      object: { kind: 'StatefulSet', namespace: 'production', name: 'dojopool-postgresql' },
      title: 'PostgreSQL refuses connections, "too many clients already"',
      evidence: [
        '1,104 of 1,131 5xx carry it, from 13:58:12Z on, on 2 of 2 API pods',
        "the database's own log has it from 13:58:09Z",
      ],
      why: [
        '1,104 of 1,131 5xx carry it, from 13:58:12Z on, on 2 of 2 API pods',
        "the database's own log has it from 13:58:09Z",
      ],
      against: [],
      actions: [
        {
          kind: 'look',
          command:
            "kubectl exec -n production dojopool-postgresql-0 -- psql -U dojo_user -d dojopool -c 'SELECT usename, count(*) FROM pg_stat_activity GROUP BY 1 ORDER BY 2 DESC'",
          text: 'who holds them',
        },
        {
          kind: 'change',
          command: 'kubectl scale deployment/score-worker -n production --replicas=2',
          text: 'undoes the change of 13:55:40Z',
        },
        { kind: 'avoid', text: 'do not scale the API up: each pod opens more connections' },
      ],
    },
    {
      cause: 'traffic-spike',
      confidence: 'low',
      object: { kind: 'Deployment', namespace: 'production', name: 'dojopool-api' },
      title: 'requests 2.1x the hour before',
      evidence: ['from 13:57:50Z, 22 s before the first failure'],
      why: ['from 13:57:50Z, 22 s before the first failure'],
      against: [],
      actions: [],
    },
  ],
  ruledOut: [
    {
      what: "the API's last rollout (revision 41, 3 d ago)",
      by: 'it ran 3 d without this, a rollback will not help',
      causes: ['bad-rollout'],
    },
    { what: 'API pods', by: '2/2 ready, 0 restarts', causes: ['crash-app-error', 'readiness-probe'] },
    { what: 'memory', by: '61 % of limit', causes: ['oom-killed'] },
    { what: 'Redis', by: 'ready, no error of 1,131 names it', causes: ['dependency-unreachable'] },
  ],
  changes: [
    {
      kind: 'scaling',
      at: '2026-11-25T13:55:40.000Z',
      object: { kind: 'Deployment', namespace: 'production', name: 'score-worker' },
      what: '2 -> 12 replicas',
      from: 2,
      to: 12,
      who: 'kubectl',
      beforeOnsetMs: 152_000,
      reached: 'yes',
      why: 'its pods use the same database (env DATABASE_URL)',
    },
  ],
  endpoints: [
    {
      method: 'POST',
      path: '/api/games/:id/scores',
      requests: 1775,
      errors5xx: 1083,
      errors4xx: 4,
      p50: 210,
      p95: 5000,
      p95Before: 120,
      byStatus: { 200: 688, 503: 1083 },
    },
    {
      method: 'GET',
      path: '/api/leaderboard',
      requests: 3692,
      errors5xx: 48,
      errors4xx: 0,
      p50: 12,
      p95: 80,
      byStatus: { 200: 3644, 500: 48 },
    },
  ],
  patterns: [
    {
      template: 'sorry, too many clients already',
      count: 1104,
      first: '2026-11-25T13:58:12.000Z',
      last: '2026-11-25T14:03:19.000Z',
      level: 'error',
      kind: 'database',
      peers: ['dojopool-postgresql:5432'],
      example: 'error: sorry, too many clients already',
      minutes: {},
      pods: 2,
      workload: 'deployment/dojopool-api',
      isNew: true,
    },
  ],
  traffic: {
    window: { from: '2026-11-25T13:48:25.000Z', to: '2026-11-25T14:03:20.000Z' },
    podsRead: 2,
    podsTotal: 2,
    requests: 18_940,
    errors5xx: 1131,
    byStatus: { 200: 17_800, 500: 48, 503: 1083 },
    byMethod: { GET: 13_258, POST: 5682 },
    minutes: [
      ...Array.from({ length: 10 }, (_, index) => minute(48 + index, 740, 0)),
      minute(58, 1900, 90),
      minute(59, 2200, 230),
      minute(60, 2240, 260),
      minute(61, 2200, 240),
      minute(62, 2000, 220),
      minute(63, 1000, 91),
    ],
    clients: [{ client: '10.0.0.0/24', requests: 400, errors4xx: 0, agent: 'okhttp', kind: 'person' }],
    abuse: {
      verdict: 'none',
      why: ['no client sends over 3 % of the requests'],
      requests429: 12,
      rateLimitLines: 0,
    },
    ratioToBaseline: 2.1,
  },
  dependencies: [
    { name: 'PostgreSQL', kind: 'database', state: 'failing', by: '1,104 errors name it' },
    { name: 'Redis', kind: 'cache', state: 'ok', by: 'ready, no error of 1,131 names it' },
    { name: 'Gemini', kind: 'external', state: 'unknown', by: 'exec is off; no error names them' },
    { name: 'Mapbox', kind: 'external', state: 'unknown', by: 'exec is off; no error names them' },
  ],
  prevention: ['deployment/dojopool-api has no autoscaler'],
  coverage: [
    { collector: 'pods', status: 'ok', detail: '' },
    { collector: 'events', status: 'ok', detail: '' },
    { collector: 'logs', status: 'ok', detail: '' },
    forbidden('nodemetrics', { resource: 'nodes', apiGroup: 'metrics.k8s.io' }),
  ],
};

const [scores, board] = connectionsReport.endpoints;

/** The same API after the worker was scaled back. */
export const recoveredReport: Report = {
  ...healthyReport,
  generatedAt: '2026-11-25T14:23:02.000Z',
  window: { from: '2026-11-25T14:21:40.000Z', to: '2026-11-25T14:23:02.000Z' },
  traffic:
    connectionsReport.traffic === null
      ? null
      : { ...connectionsReport.traffic, requests: 4210, errors5xx: 1, minutes: [] },
  endpoints: [
    ...(scores === undefined ? [] : [{ ...scores, requests: 900, errors5xx: 0, p95: 130 }]),
    ...(board === undefined ? [] : [{ ...board, requests: 3310, errors5xx: 1, p95: 78 }]),
  ],
};

/** What stands beside the report; every field can be replaced. */
export const contextOf = (parts: Partial<NoteContext> = {}): NoteContext => ({
  alert: { name: 'DojoPoolAPIHighErrorRate', severity: 'critical' },
  occurrence: 'Q1ABCDEFGH-1764079400',
  secondsAfterPage: 2.1,
  state: 'complete',
  playbook: playbookOf({
    alerts: [{ name: 'DojoPoolAPIHighErrorRate', threshold: '> 5 % for 5 min' }],
    dashboards: { grafana: 'https://grafana.example.com/d/dojopool' },
  }),
  nextCalls: [
    { name: 'Backend Engineering Lead', at: '2026-11-25T14:08:20.000Z' },
    { name: 'Engineering Manager', at: '2026-11-25T14:18:20.000Z' },
    { name: 'CTO/Head of Engineering', at: '2026-11-25T14:33:20.000Z' },
  ],
  reportUrl: 'https://firstnote.example.com/report/Q1ABCDEFGH-1764079400',
  ...parts,
});
