import * as z from 'zod';
import { CAUSE_IDS } from '../../functions/model/cause.ts';
import { PATTERN_KINDS } from '../../functions/model/log-summary.ts';

const text = z.string();
const count = z.number().check(z.int(), z.nonnegative());
const counts = z.record(text, z.number());
const time = z.string().meta({ description: 'RFC 3339, UTC' });
const confidence = z.enum(['high', 'medium', 'low']);
const cause = z.enum(CAUSE_IDS);
const object = z.strictObject({ kind: text, namespace: text, name: text }).meta({
  description:
    "one Kubernetes object; namespace is '' for cluster-scoped kinds, and for kind External: a host outside the cluster",
});
const window = z.strictObject({ from: time, to: time });
const action = z.strictObject({
  kind: z.enum(['look', 'change', 'avoid']),
  command: z.optional(text).meta({ description: 'whole, to be pasted' }),
  text,
});
const endpoint = z.looseObject({
  method: text,
  path: text,
  requests: count,
  errors5xx: count,
  errors4xx: count,
  p50: z.nullable(z.number()).meta({ description: 'ms' }),
  p95: z.nullable(z.number()).meta({ description: 'ms' }),
  p95Before: z.optional(z.nullable(z.number())).meta({ description: 'ms, before the onset' }),
  byStatus: counts,
});
const use = (unit: string) =>
  z
    .strictObject({
      used: z.nullable(z.number()),
      request: z.nullable(z.number()),
      limit: z.nullable(z.number()),
    })
    .meta({ description: unit });

/** The shape of what `firstnote triage --json` prints. Fields may be added; those that are here stay (docs/architecture.md). */
export const reportSchema = z.strictObject({
  version: z.literal('1'),
  generatedAt: time,
  target: z.strictObject({ cluster: text, namespace: text, workload: z.optional(object) }),
  window,
  onset: z.nullable(z.strictObject({ at: time, uncertaintyMs: z.number(), by: text })),
  headline: text,
  outcome: z.enum(['cause', 'unexplained', 'unread', 'nothing-left', 'none-found']),
  causes: z.array(
    z.strictObject({
      cause,
      confidence,
      object,
      title: text,
      evidence: z.array(text),
      why: z.array(text).meta({ description: 'the evidence without what the title says or quotes' }),
      against: z.array(text),
      actions: z.array(action),
    }),
  ),
  ruledOut: z.array(z.strictObject({ what: text, by: text, causes: z.array(cause) })),
  changes: z.array(
    z.looseObject({
      at: time,
      object,
      what: text,
      who: text,
      beforeOnsetMs: z.nullable(z.number()),
      reached: z.enum(['yes', 'no', 'unknown']),
      why: text,
    }),
  ),
  endpoints: z.array(endpoint),
  patterns: z.array(
    z.looseObject({
      template: text,
      count,
      first: text,
      last: text,
      level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'unknown']),
      kind: z.enum(PATTERN_KINDS),
      peers: z.array(text),
      example: text,
      pods: count,
      workload: text,
      isNew: z.nullable(z.boolean()),
    }),
  ),
  traffic: z.nullable(
    z.looseObject({
      window: z.optional(window),
      podsRead: count,
      podsTotal: count,
      requests: count,
      errors5xx: count,
      byStatus: counts,
      byMethod: counts,
      ratioToBaseline: z.nullable(z.number()),
    }),
  ),
  symptoms: z.array(z.strictObject({ object, text, said: text, fails: z.boolean() })),
  dependencies: z.array(
    z.strictObject({
      name: text,
      kind: z.enum(['database', 'cache', 'service', 'external']),
      state: z.enum(['ok', 'failing', 'unknown']),
      by: text,
      errors: z.optional(count),
    }),
  ),
  rollouts: z.array(
    z.strictObject({
      workload: object,
      revision: text,
      at: text,
      what: z.array(text),
      current: z.boolean(),
    }),
  ),
  resources: z.array(
    z.strictObject({ workload: object, pods: count, cpu: use('millicores'), memory: use('bytes') }),
  ),
  prevention: z.array(text),
  coverage: z.array(
    z.strictObject({
      collector: text,
      status: z.enum(['ok', 'empty', 'truncated', 'forbidden', 'timeout', 'failed']),
      detail: text,
      needs: z
        .optional(
          z.strictObject({
            rule: z.looseObject({ apiGroup: text, resource: text, verbs: z.array(text) }),
            option: z.optional(text),
          }),
        )
        .meta({
          description: 'the RBAC rule that is missing, and the option of firstnote rbac that gives it',
        }),
      absent: z
        .optional(z.literal(true))
        .meta({ description: 'nothing failed: what would be asked is not there' }),
    }),
  ),
  timings: counts.meta({ description: 'ms by collector, and total' }),
  ranking: z.optional(
    z
      .looseObject({ findings: z.array(z.looseObject({ analyzer: text, cause, object, title: text })) })
      .meta({ description: 'only with --explain' }),
  ),
});

/** docs/report.schema.json, JSON Schema draft 2020-12. */
export const reportJsonSchema = (): string =>
  `${JSON.stringify({ title: 'firstnote report', ...z.toJSONSchema(reportSchema, { io: 'input' }) }, null, 2)}\n`;
