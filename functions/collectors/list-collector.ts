import type { KubernetesFailure } from '../clients/kubernetes/port.ts';
import { compare } from '../model/canonical.ts';
import type { CollectorName, Evidence, EvidenceData } from '../model/evidence.ts';
import { defined } from '../model/present.ts';
import { type OptionalRight, type RbacRule, ruleText } from '../model/rbac.ts';
import type { CollectContext, Collector } from './collector.ts';
import { readStatus } from './read-status.ts';
import { type Scope, wholeCluster } from './scopes.ts';

/**
 * A list must answer within this, ms: the API server serves lists from memory, in 10 to 300 ms; on a control plane that
 * is short of CPU, as it is in an incident, in 2 to 4 s.
 */
const LIST_DEADLINE_MS = 5_000;

/** Reads one raw object leniently and redacts it; undefined drops it. */
type Read<Name extends CollectorName> = (
  raw: unknown,
  context: CollectContext,
) => EvidenceData[Name][number] | undefined;

export type ListSpec<Name extends CollectorName> = ListOf<Name> &
  (
    | { readonly read: Read<Name> }
    /** Makes what reads the objects of one list, where one is read in the light of others. */
    | { readonly reader: () => Read<Name> }
  );

interface ListOf<Name extends CollectorName> {
  readonly name: Name;
  readonly apiVersion: string;
  readonly resource: string;
  readonly scopes: (context: CollectContext) => readonly Scope[];
  /** Sorts the data, so that the same objects give the same evidence. */
  readonly order: (item: EvidenceData[Name][number]) => string;
  /** What a 404 means: the API is not served by this cluster. */
  readonly notFound?: string;
  /** Left out of the ClusterRole unless asked for; see Collector.optional. */
  readonly optional?: OptionalRight;
}

type Failed = Pick<Evidence, 'status' | 'detail' | 'rule' | 'option' | 'absent' | 'failure'>;

/** What a failed call is as evidence. */
export function failedEvidence(
  failure: KubernetesFailure,
  rule: RbacRule,
  notFound = 'not installed',
): Failed {
  switch (failure.kind) {
    case 'forbidden':
      return { status: 'forbidden', detail: `needs ${ruleText(rule)}`, rule };
    case 'timeout':
      return { status: 'timeout', detail: failure.message };
    case 'not-found':
      return { status: 'failed', detail: notFound, absent: true };
    case 'unauthorized':
      return {
        status: 'failed',
        detail: `the credentials were not accepted (${failure.message}); have they expired?`,
        failure: failure.kind,
      };
    case 'unreachable':
      return { status: 'failed', detail: failure.message, failure: failure.kind };
    case 'failed':
      return { status: 'failed', detail: failure.message };
  }
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names the option of `firstnote rbac` without which a right is left out. */
const withOption = (failed: Failed, right: OptionalRight | undefined): Failed =>
  failed.status === 'forbidden' && right !== undefined
    ? { ...failed, detail: `${failed.detail}, given with --${right}`, option: right }
    : failed;

/** "apps/v1" -> "apps", "v1" -> "". */
const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';

/** Makes a collector that lists one kind, one call a scope and page, never one a pod. */
export function listCollector<Name extends CollectorName>(spec: ListSpec<Name>): Collector<Name> {
  const rule: RbacRule = {
    apiGroup: groupOf(spec.apiVersion),
    resource: spec.resource,
    verbs: ['list'],
    ...(spec.scopes === wholeCluster ? { clusterScoped: true } : {}),
  };
  type Item = EvidenceData[Name][number];

  async function ask(scope: Scope, { kubernetes, signal }: CollectContext) {
    const { namespace, fieldSelector } = scope;
    const answer = await kubernetes.list(spec.apiVersion, spec.resource, {
      ...defined({ namespace, fieldSelector }),
      signal,
    });
    return { scope, answer };
  }

  const itemsOf = (read: Read<Name>, raw: readonly unknown[], context: CollectContext): readonly Item[] =>
    raw
      .filter(isObject)
      .map((item) => read(item, context))
      .filter((item) => item !== undefined);

  async function collect(context: CollectContext): Promise<Evidence<Name>> {
    const scopes = spec.scopes(context);
    const answers = await Promise.all(scopes.map((scope) => ask(scope, context)));
    const read = 'reader' in spec ? spec.reader() : spec.read;
    const notes: string[] = [];
    const data: Item[] = [];
    let truncated = false;
    for (const { scope, answer } of answers) {
      if (!answer.ok) {
        const failed = withOption(failedEvidence(answer.failure, rule, spec.notFound), spec.optional);
        if (scope.extra === undefined) return { collector: spec.name, ...failed, ms: 0 };
        notes.push(`${scope.extra} not read: ${failed.detail}`);
        continue;
      }
      truncated ||= answer.value.truncated;
      data.push(...itemsOf(read, answer.value.items, context));
    }
    const keyed = data.map((item) => ({ item, key: spec.order(item) }));
    keyed.sort((a, b) => compare(a.key, b.key));
    if (truncated) notes.unshift(`the first ${data.length} of a longer list were read`);
    return {
      collector: spec.name,
      status: readStatus(truncated, data),
      detail: notes.join('; '),
      // A sorted list of this collector's items is what its name stands for; the compiler cannot follow the index.
      data: keyed.map(({ item }) => item) as unknown as EvidenceData[Name],
      ms: 0,
    };
  }

  return {
    name: spec.name,
    rbac: [rule],
    lists: { apiVersion: spec.apiVersion, resource: spec.resource },
    stage: 'fast',
    deadlineMs: LIST_DEADLINE_MS,
    ...defined({ optional: spec.optional }),
    collect,
  };
}
