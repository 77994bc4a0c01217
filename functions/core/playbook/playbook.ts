import * as z from 'zod/mini';

/** A runbook as data. This one definition gives the type, the checks and the JSON schema for editors. */
const workload = z
  .string()
  .check(z.regex(/^(deployment|statefulset|daemonset|job|cronjob)\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/));

export const playbookSchema = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  /** PagerDuty service ids whose incidents this playbook answers. */
  services: z._default(z.array(z.string()), []),
  cluster: z.optional(z.string()),
  target: z.strictObject({ namespace: z.string(), workload: z.optional(workload) }),
  alerts: z._default(
    z.array(
      z.strictObject({
        name: z.string(),
        severity: z.optional(z.string()),
        threshold: z.optional(z.string()),
        summary: z.optional(z.string()),
      }),
    ),
    [],
  ),
  dependencies: z._default(
    z.array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['database', 'cache', 'service']),
        /** Label selector of its pods ("app=postgresql"). */
        selector: z.optional(z.string()),
        service: z.optional(z.string()),
        namespace: z.optional(z.string()),
        port: z.number().check(z.int(), z.minimum(1), z.maximum(65535)),
      }),
    ),
    [],
  ),
  external: z._default(
    z.array(
      z.strictObject({
        name: z.string(),
        host: z.string(),
        port: z._default(z.number(), 443),
        statusPage: z.optional(z.string()),
      }),
    ),
    [],
  ),
  escalation: z._default(
    z.array(
      z.strictObject({
        /** Minutes after the incident was created. */
        after: z.number(),
        name: z.string(),
        responder: z.optional(
          z.strictObject({ type: z.enum(['user', 'escalation_policy']), id: z.string() }),
        ),
      }),
    ),
    [],
  ),
  dashboards: z._default(z.record(z.string(), z.string()), {}),
  metrics: z._default(z.record(z.string(), z.string()), {}),
  prevention: z._default(z.array(z.string()), []),
  allow: z._default(
    z.strictObject({ exec: z._default(z.boolean(), false), statusPages: z._default(z.boolean(), false) }),
    { exec: false, statusPages: false },
  ),
  prometheus: z.optional(z.string()),
});
export type Playbook = z.infer<typeof playbookSchema>;
