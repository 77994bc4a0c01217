import { compare } from '../../../model/canonical.ts';
import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { kindWord, nameWord, selectorWord } from '../../../model/command/word.ts';
import type { Statements } from '../../../model/statement.ts';
import type { AdmissionRefusal } from '../../../model/statements/scheduling.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { lacksPods } from '../shared/pods.ts';
import { refusalsOf } from '../shared/refusals.ts';

/** Why the API server refuses a pod, by the words of its admission plugins; quota is the quota analyzer's. */
const REFUSALS: readonly (readonly [RegExp, AdmissionRefusal])[] = [
  [/serviceaccount "?([^" ]+)"? not found|error looking up service account/i, 'no-service-account'],
  [/violates PodSecurity/i, 'pod-security'],
  [/admission webhook "([^"]+)" denied/i, 'webhook-denies'],
  [/failed calling webhook/i, 'webhook-unreached'],
  [/ValidatingAdmissionPolicy/i, 'admission-policy'],
  [/RuntimeClass "?[^" ]+"? not found/i, 'no-runtime-class'],
  [/no PriorityClass|PriorityClass .* not found/i, 'no-priority-class'],
  [/cannot (?:create|get|list) resource/i, 'controller-forbidden'],
  [/is forbidden: (?!minimum|maximum)/i, 'forbidden'],
  [/is invalid:/i, 'invalid'],
];

/** Pods that are asked for and refused at admission, now: sets that have their pods are of the past. */
export const admission: Analyzer = {
  name: 'admission',
  needs: ['events'],
  causes: ['admission-denied'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const messages = refusalsOf(view, workload).filter(
        (text) =>
          !/exceeded quota|failed quota|(?:minimum|maximum) \S+ usage per|max limit to request ratio per/.test(
            text,
          ),
      );
      const message = messages.at(-1);
      const refusal = message && REFUSALS.find(([expression]) => expression.test(message))?.[1];
      if (!message || !refusal) return [];
      // While Deployment and ServiceAccount are applied together, the first tries fail: a later refusal is the one that holds.
      const others = refusalsOf(view, workload).filter((text) => /exceeded quota|failed quota/.test(text));
      return [
        finding({
          cause: 'admission-denied',
          object: workload.ref,
          title: { says: 'pods-refused', refusal, webhook: unreached(message) },
          strength: others.length > 0 ? 'hint' : 'proof',
          evidence: [
            {
              says: 'pods-made',
              pods: { some: workload.pods.length, all: workload.desired ?? workload.pods.length },
              lacking: lacksPods(workload),
              said: quote(message.replace(/^.*Error creating: /, '')),
            },
          ],
          against: others.length > 0 ? [{ says: 'refused-by-quota-too' }] : [],
          basis: ['events', 'pods'],
          explains: withCallers(view, workload),
          actions: [
            look(
              workload.ref.kind === 'Deployment'
                ? kubectl(
                    workload.ref.namespace,
                    'describe',
                    'replicaset',
                    '-l',
                    selectorWord(oneLabel(workload.labels)),
                  )
                : kubectl(
                    workload.ref.namespace,
                    'describe',
                    kindWord(workload.ref.kind),
                    nameWord(workload.ref.name),
                  ),
              'the whole refusal',
            ),
          ],
        }),
      ];
    }),
};

/** Which webhook was not reached, and why; null for other refusals. */
function unreached(message: string): Statements['pods-refused']['webhook'] {
  const name = /failed calling webhook "([^"]+)"/.exec(message)?.[1];
  if (name === undefined) return null;
  const reason = message.split(/failed to call webhook: (?:\w+ "[^"]*": )?/).at(-1);
  const isTold = reason !== undefined && reason !== message;
  return { name, said: isTold ? quote(reason, REASON_CHARS) : null };
}

/** The innermost reason of an HTTP client is short. */
const REASON_CHARS = 120;

const oneLabel = (labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(labels)
      .filter(([key]) => key !== 'pod-template-hash')
      .sort(([a], [b]) => compare(a, b))
      .slice(0, 1),
  );
