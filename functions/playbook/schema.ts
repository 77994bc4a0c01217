import * as z from 'zod/mini';
import { CAUSE_IDS } from '../model/cause.ts';
import {
  databaseName,
  dnsLabel,
  hostName,
  httpUrl,
  labelSelector,
  pagerDutyId,
  port,
  prometheusAddress,
  promql,
  words,
  workloadName,
} from './fields.ts';
import { LONGEST_ESCALATION_MINUTES, MAX_ESCALATION_STEPS } from './limits.ts';

/** What an alert asks to be looked at beside the ordinary triage. */
export const CHECKS = ['error-rate', 'latency', 'database-connections', 'cache-state'] as const;
export type Check = (typeof CHECKS)[number];

const alert = z.strictObject({
  name: words('The alert rule\'s name, the label "alertname".'),
  severity: z.optional(words('As the alert has it: critical, warning ...')),
  threshold: z.optional(words('In words, as the note shows it: "> 5 % for 5 min".')),
  summary: z.optional(words('What it means, in one sentence.')),
  /** Name of the dependency that the alert is about. */
  about: z.optional(words('The name of the dependency that the alert is about.')),
  checks: z._default(z.array(z.enum(CHECKS)), []),
});

const dependency = z.strictObject({
  name: words('As people call it: PostgreSQL.'),
  kind: z.enum(['database', 'cache', 'service']),
  /** Label selector of its pods ("app=postgresql"). */
  selector: z.optional(labelSelector('Label selector of its pods, as kubectl -l takes it.')),
  service: z.optional(dnsLabel('Its Service.')),
  namespace: z.optional(dnsLabel("Its namespace, when it is not the target's.")),
  port: port('The port that it listens on.'),
  /** Role and database of the commands that look into it ("psql -U dojo_user -d dojopool"); never a password. */
  user: z.optional(databaseName('The role for psql in commands; never a password.')),
  database: z.optional(databaseName('The database for psql in commands.')),
});

const external = z.strictObject({
  name: words('As people call it: Mapbox.'),
  host: hostName('The host that the workload calls; errors that name it are counted.'),
  port: z._default(port('The port, 443 by default.'), 443),
  statusPage: z.optional(httpUrl('Where its operator says how it is.')),
});

/** A resolution action of the team's own, shown after the ones that firstnote derives. */
const action = z.strictObject({
  causes: z.array(z.enum(CAUSE_IDS)).check(z.minLength(1, { error: 'must name at least one cause' })),
  /** Only when the cause is about this dependency or external service. */
  about: z.optional(words('Only when the cause is about this dependency or external service.')),
  kind: z._default(z.enum(['look', 'change', 'avoid']), 'look'),
  text: words('What it does, and its risk.'),
  /** {namespace}, {workload}, {name} (of the target) and {object} (what the cause blames) are filled in. */
  command: z.optional(words('A command; {namespace}, {workload}, {name} and {object} are filled in.')),
});

const escalationStep = z.strictObject({
  /** Minutes after the incident was created. */
  after: z
    .number()
    .check(
      z.positive({ error: 'must be more than 0 minutes' }),
      z.maximum(LONGEST_ESCALATION_MINUTES, {
        error: `must be at most ${LONGEST_ESCALATION_MINUTES} minutes, a day`,
      }),
    )
    .register(z.globalRegistry, { description: 'Minutes after the incident was created.' }),
  name: words('Who is called, as the note shows it.'),
  responder: z.optional(
    z.strictObject({
      type: z.enum(['user', 'escalation_policy']),
      id: pagerDutyId('The id of the user or escalation policy in PagerDuty.'),
    }),
  ),
});

/**
 * A runbook as data. This one definition gives the type, the checks and the JSON schema for editors. Functions read
 * playbooks that were checked before (compiled.ts), and hold none of it.
 */
export const playbookSchema = z.strictObject({
  version: z.literal(1),
  name: words('Shown in reports.'),
  /** PagerDuty service ids whose incidents this playbook answers. */
  services: z._default(z.array(pagerDutyId('A PagerDuty service id.')), []),
  default: z.optional(
    z.boolean().register(z.globalRegistry, {
      description: 'It answers for the incidents that no other playbook answers for.',
    }),
  ),
  cluster: z.optional(words('The EKS cluster; without it, the one that the installation is set to.')),
  target: z.strictObject({
    namespace: dnsLabel('Where the workload runs.'),
    workload: z.optional(
      workloadName('KIND/NAME; without it, the culprit is looked for in the whole namespace.'),
    ),
  }),
  alerts: z._default(z.array(alert), []),
  dependencies: z._default(z.array(dependency), []),
  external: z._default(z.array(external), []),
  actions: z._default(z.array(action), []),
  escalation: z._default(
    z
      .array(escalationStep)
      .check(z.maxLength(MAX_ESCALATION_STEPS, { error: `must have at most ${MAX_ESCALATION_STEPS} steps` })),
    [],
  ),
  dashboards: z._default(z.record(z.string(), httpUrl('A dashboard.')), {}),
  metrics: z._default(z.record(z.string(), promql('A PromQL expression.')), {}),
  prevention: z._default(z.array(words('What would keep it from happening again.')), []),
  allow: z._default(
    z.strictObject({ exec: z._default(z.boolean(), false), statusPages: z._default(z.boolean(), false) }),
    { exec: false, statusPages: false },
  ),
  prometheus: z.optional(prometheusAddress('A URL, or service:NAMESPACE/NAME:PORT through the API server.')),
});
