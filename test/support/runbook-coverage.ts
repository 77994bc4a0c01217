import type { CollectorName } from '../../functions/model/evidence.ts';

/** One row of the runbook "API High Error Rate", where it is done, what it is done from and what tests it. */
export interface RunbookRow {
  readonly step: string;
  readonly text: string;
  /** The section of the note, or the document beside it. */
  readonly where: string;
  readonly collectors: readonly CollectorName[];
  /** What is read that is no collector's: PagerDuty, the playbook. */
  readonly also?: string;
  /** The file of the test that bears the row's name. */
  readonly test: string;
}

const ASSESSMENT = 'test/unit/runbook/assessment.test.ts';
const INVESTIGATION = 'test/unit/runbook/investigation.test.ts';
const RESOLUTION = 'test/unit/runbook/resolution.test.ts';
const RECOVERY = 'test/unit/runbook/recovery.test.ts';

export const RUNBOOK: readonly RunbookRow[] = [
  {
    step: '1.1',
    text: 'Check the alert details',
    where: 'header; FAILING (alert: threshold, value)',
    collectors: [],
    also: "PagerDuty's alert, playbook",
    test: ASSESSMENT,
  },
  {
    step: '1.2',
    text: 'Verify the error rate',
    where: 'FAILING, 5xx/min; LINKS to the dashboard',
    collectors: ['logs', 'signals'],
    test: ASSESSMENT,
  },
  {
    step: '1.3',
    text: 'Identify affected endpoints',
    where: 'FAILING, one line an endpoint, over all pods',
    collectors: ['logs'],
    test: ASSESSMENT,
  },
  {
    step: '2.1',
    text: 'Check API service status',
    where: 'CAUSE, or RULED OUT (ready pods, restarts)',
    collectors: ['pods', 'events', 'services', 'endpointslices'],
    test: ASSESSMENT,
  },
  {
    step: '2.2',
    text: 'Check recent deployments',
    where: 'began with, not; page: What changed, Rollout history',
    collectors: ['deployments', 'replicasets', 'controllerrevisions', 'changeevents'],
    test: ASSESSMENT,
  },
  {
    step: '2.3',
    text: 'Check resource usage',
    where: 'RULED OUT (share of the limit); page: Usage',
    collectors: ['podmetrics', 'signals'],
    test: ASSESSMENT,
  },
  {
    step: '3.1',
    text: 'Check application logs for error patterns',
    where: 'why; FAILING, errors logged; page: Error patterns',
    collectors: ['logs'],
    test: INVESTIGATION,
  },
  {
    step: '3.2a',
    text: 'Database connection errors',
    where: 'CAUSE; errors logged, database',
    collectors: ['logs'],
    test: INVESTIGATION,
  },
  {
    step: '3.2b',
    text: 'Authentication failures',
    where: 'CAUSE; errors logged, authentication',
    collectors: ['logs'],
    test: INVESTIGATION,
  },
  {
    step: '3.2c',
    text: 'Rate limiting issues',
    where: 'traffic, 429; errors logged, rate-limit',
    collectors: ['logs'],
    test: INVESTIGATION,
  },
  {
    step: '3.2d',
    text: 'External service failures',
    where: 'CAUSE; errors logged, external-service',
    collectors: ['logs'],
    test: INVESTIGATION,
  },
  {
    step: '4.1',
    text: 'Database connectivity',
    where: 'CAUSE, or RULED OUT with what it was judged by; NOT CHECKED',
    collectors: ['pods', 'services', 'endpointslices', 'logs', 'probes', 'dependencystate'],
    test: INVESTIGATION,
  },
  {
    step: '4.2',
    text: 'Redis cache',
    where: 'CAUSE, or RULED OUT with what it was judged by; NOT CHECKED',
    collectors: ['pods', 'services', 'endpointslices', 'logs', 'probes', 'dependencystate'],
    test: INVESTIGATION,
  },
  {
    step: '4.3',
    text: 'External services',
    where: 'CAUSE, RULED OUT or NOT CHECKED, each by its name',
    collectors: ['logs', 'probes'],
    test: INVESTIGATION,
  },
  {
    step: '5.1',
    text: 'Check request patterns',
    where: 'FAILING, traffic by method against the time before',
    collectors: ['logs', 'signals'],
    test: INVESTIGATION,
  },
  {
    step: '5.2',
    text: 'Check for DDoS or abuse patterns',
    where: 'FAILING, traffic, 429 and verdict; page: Clients',
    collectors: ['logs'],
    test: INVESTIGATION,
  },
  {
    step: 'R1',
    text: 'If database issues',
    where: 'DO NEXT: who holds connections, what runs, restart with its effect',
    collectors: ['pods', 'deployments', 'services'],
    test: RESOLUTION,
  },
  {
    step: 'R2',
    text: 'If memory or CPU issues',
    where: 'DO NEXT: scaling where quota and nodes have room; RULED OUT, nodes',
    collectors: ['nodes', 'nodemetrics', 'podmetrics', 'resourcequotas', 'horizontalpodautoscalers'],
    test: RESOLUTION,
  },
  {
    step: 'R3',
    text: 'If application issues',
    where: 'DO NEXT: rollback by its counter-test; the configuration',
    collectors: ['deployments', 'replicasets', 'configmaps'],
    test: RESOLUTION,
  },
  {
    step: 'R4',
    text: 'If external service issues',
    where: "DO NEXT: the playbook's actions for that service",
    collectors: ['logs'],
    also: 'playbook',
    test: RESOLUTION,
  },
  {
    step: '6.1',
    text: 'Monitor the error rate',
    where: 'RECOVERED or NOT RECOVERED: 5xx before and after',
    collectors: ['logs'],
    test: RECOVERY,
  },
  {
    step: '6.2',
    text: 'Check API response times',
    where: 'RECOVERED: p95 before and after',
    collectors: ['logs'],
    test: RECOVERY,
  },
  {
    step: '6.3',
    text: 'Verify all endpoints are responding',
    where: 'RECOVERED: endpoints seen before that answer',
    collectors: ['logs'],
    test: RECOVERY,
  },
  {
    step: '7',
    text: 'Implement fixes',
    where: 'PREVENT; time line: To do',
    collectors: [],
    also: 'playbook',
    test: RECOVERY,
  },
  {
    step: '8.1',
    text: 'Update stakeholders on resolution',
    where: 'status update of the incident',
    collectors: [],
    also: 'PagerDuty',
    test: RECOVERY,
  },
  {
    step: '8.2',
    text: 'Document the incident and resolution',
    where: 'time line (Markdown), linked on the page',
    collectors: [],
    also: "PagerDuty's log of the incident",
    test: RECOVERY,
  },
  {
    step: '8.3',
    text: 'Update the runbook if needed',
    where: 'time line: To do, with what was not seen',
    collectors: [],
    test: RECOVERY,
  },
  {
    step: 'E',
    text: 'Escalation path',
    where: 'NEXT CALLED; calls at 5, 15 and 30 minutes',
    collectors: [],
    also: 'playbook, PagerDuty',
    test: RECOVERY,
  },
  {
    step: 'P',
    text: 'Prevention measures',
    where: 'PREVENT once it is over; page: Prevention',
    collectors: ['deployments', 'horizontalpodautoscalers', 'poddisruptionbudgets'],
    also: 'playbook',
    test: RECOVERY,
  },
  {
    step: 'A1',
    text: 'DojoPoolAPIHighLatency',
    where: 'CAUSE; FAILING with p95 against before',
    collectors: ['logs', 'signals'],
    also: 'playbook',
    test: INVESTIGATION,
  },
  {
    step: 'A2',
    text: 'DojoPoolDatabaseHighConnections',
    where: 'CAUSE; DO NEXT: who holds connections',
    collectors: ['logs', 'dependencystate'],
    also: 'playbook',
    test: INVESTIGATION,
  },
  {
    step: 'A3',
    text: 'DojoPoolRedisDown',
    where: 'CAUSE, from its pods and the errors that name it',
    collectors: ['pods', 'statefulsets', 'endpointslices', 'logs', 'dependencystate'],
    also: 'playbook',
    test: INVESTIGATION,
  },
  {
    step: 'M',
    text: 'Metrics to monitor',
    where: 'page: Prevention, Metrics to monitor (PromQL)',
    collectors: [],
    also: 'playbook',
    test: RECOVERY,
  },
];

/** The name of a row's test: "1.3 Identify affected endpoints". */
export const rowName = (row: RunbookRow): string => `${row.step} ${row.text}`;

/** docs/runbook-coverage.md, made of the table above. */
export function coverageMarkdown(): string {
  const rows = RUNBOOK.map((row) => {
    const from = [...row.collectors, ...(row.also === undefined ? [] : [row.also])].join(', ');
    return `| ${row.step} | ${row.text} | ${row.where} | ${from} | [${rowName(row)}](../${row.test}) |`;
  });
  return [
    '# The runbook, step by step',
    '',
    'Each row of the runbook "API High Error Rate", where the note has it, what it is read from and the test that bears',
    'its name. Made of test/support/runbook-coverage.ts; `UPDATE_GOLDEN=1 npm test -- runbook` writes it.',
    '',
    '| Step | Runbook | Where | From | Test |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
