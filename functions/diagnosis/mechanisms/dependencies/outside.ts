import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import type { CauseFacts } from '../../../model/facts.ts';
import type { Finding } from '../../../model/finding.ts';
import type { ObjectRef } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ServerDoes } from '../../../model/statements/dependencies.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import { callsFail } from '../shared/calls-fail.ts';
import type { CallFailure } from '../shared/failures.ts';
import { distinct, finding, strengthOf, withCallers } from '../shared/finding.ts';
import { copesWith, failsRequests, isBroken, MANY_LINES, matters } from '../shared/health.ts';
import { gist } from '../shared/messages.ts';
import { onlyEndpoints } from '../shared/only-endpoints.ts';
import { type OutsideFailure, type OutsideTrouble, outsideFailures } from '../shared/outside-failures.ts';
import { quote } from '../shared/patterns.ts';

/**
 * A host outside the cluster fails its callers, by what these log of it: it answers with errors or not at all, limits
 * or refuses their calls, shows an old certificate. It is an object of its own, since nothing of the cluster is to be
 * changed. Nobody here sees the other side, so it is never proof.
 */
export const outside: Analyzer = {
  name: 'outside',
  needs: ['logs', 'pods'],
  causes: ['dependency-error', 'dependency-unreachable', 'rate-limited', 'certificate-expired'],
  analyze: (view) => {
    const groups = new Map<string, OutsideFailure[]>();
    for (const failure of outsideFailures(view)) {
      const key = `${CAUSE[failure.trouble]} ${failure.host.host}`;
      groups.set(key, [...(groups.get(key) ?? []), failure]);
    }
    return [...groups.values()].flatMap((group) => judge(view, group));
  },
};

type OutsideCause = 'dependency-error' | 'dependency-unreachable' | 'rate-limited' | 'certificate-expired';

const CAUSE: Readonly<Record<OutsideTrouble, OutsideCause>> = {
  expired: 'certificate-expired',
  spent: 'rate-limited',
  limits: 'rate-limited',
  'refuses-key': 'dependency-error',
  'answers-error': 'dependency-error',
  'no-answer': 'dependency-unreachable',
  'no-tls': 'dependency-unreachable',
  unreached: 'dependency-unreachable',
};

const DOES: Readonly<Record<OutsideTrouble, ServerDoes>> = {
  expired: 'shows-expired-certificate',
  spent: 'has-no-credit',
  limits: 'limits-calls',
  'refuses-key': 'refuses-credentials',
  'answers-error': 'answers-with-error',
  'no-answer': 'does-not-answer',
  'no-tls': 'accepts-no-tls',
  unreached: 'is-not-reached',
};

function judge(view: ClusterView, group: readonly OutsideFailure[]): readonly Finding[] {
  const felt = group.filter(({ workload, count }) => matters(view, workload, count));
  const [first] = felt;
  if (!first) return [];
  const { host, trouble, said, workload } = first;
  const object: ObjectRef = { kind: 'External', namespace: '', name: host.host };
  const callers = [...new Set(felt.map((failure) => failure.workload))];
  const only = callers.length === 1 ? onlyEndpoints(view, asCall(first)) : undefined;
  const known = view.playbook.external.find((entry) => entry.host.toLowerCase() === host.host);
  const isCopedWith = felt.every((failure) => copesWith(view, failure.workload, failure.said));
  const isFelt =
    only !== undefined ||
    callers.length > 1 ||
    callers.some((caller) => isBroken(caller) || failsRequests(view, caller)) ||
    felt.some(({ count }) => count >= MANY_LINES);
  return [
    finding({
      ...factsOf(felt),
      object,
      title: {
        says: 'server-fails',
        name: known?.name ?? null,
        does: DOES[trouble],
        said: quote(gist(said.text)),
        alone: only?.endpoints ?? [],
      },
      strength: strengthOf(false, isCopedWith || !isFelt),
      evidence: present<Statement>(...felt.slice(0, 4).map((failure) => callsFail(asCall(failure))), only),
      against: present<Statement>({ says: 'seen-by-callers-alone' }, isCopedWith && { says: 'caller-copes' }),
      basis: ['logs', 'pods'],
      explains: distinct(callers.flatMap((caller) => withCallers(view, caller))),
      since: felt
        .map((failure) => failure.said.first)
        .filter(Boolean)
        .sort()[0],
      actions: [
        look(
          kubectl(workload.ref.namespace, 'logs', objectWord(workload.ref), '--tail=50'),
          'what it answers, by the log of its caller',
        ),
      ],
    }),
  ];
}

function factsOf(felt: readonly OutsideFailure[]): CauseFacts {
  const peers = felt
    .slice(0, 1)
    .map(({ host }) => ({ host: host.host, port: host.port ?? null, service: null }));
  const has = (trouble: OutsideTrouble): boolean => felt.some((failure) => failure.trouble === trouble);
  const cause = CAUSE[felt[0]?.trouble ?? 'unreached'];
  if (cause === 'rate-limited') return { cause, facts: { peers, spent: has('spent') } };
  if (cause === 'certificate-expired') return { cause, facts: { peers } };
  const refuses = has('refuses-key') ? 'credentials' : undefined;
  return { cause, facts: { ownSettings: false, refuses, peers } };
}

const asCall = ({ workload, said, count }: OutsideFailure): CallFailure => ({
  workload,
  said,
  count,
  kind: 'failed-request',
  peer: undefined,
});
