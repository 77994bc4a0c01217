import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { kindWord, nameWord, selectorWord } from '../core/command/word.ts';
import { compare } from '../core/view/canonical.ts';
import { finding, withCallers } from './support/finding.ts';
import { quote } from './support/patterns.ts';
import { lacksPods, shareText } from './support/pods.ts';
import { refusalsOf } from './support/refusals.ts';

/** Why the API server refuses a pod, by the words of its admission plugins; quota is the quota analyzer's. */
const WHY: readonly (readonly [RegExp, string])[] = [
  [
    /serviceaccount "?([^" ]+)"? not found|error looking up service account/i,
    'its service account does not exist',
  ],
  [/violates PodSecurity/i, 'PodSecurity forbids it'],
  [/admission webhook "([^"]+)" denied/i, 'an admission webhook denies it'],
  [/failed calling webhook/i, 'an admission webhook cannot be reached'],
  [/ValidatingAdmissionPolicy/i, 'a ValidatingAdmissionPolicy denies it'],
  [/RuntimeClass "?[^" ]+"? not found/i, 'its runtime class does not exist'],
  [/no PriorityClass|PriorityClass .* not found/i, 'its priority class does not exist'],
  [/cannot (?:create|get|list) resource/i, 'the controller lacks the right to create it'],
  [/is forbidden: (?!exceeded quota|failed quota|minimum|maximum)/i, 'the API server forbids it'],
  [/is invalid:/i, 'the pod is not valid'],
];

/** Pods that are asked for and refused at admission, now: sets that have their pods are of the past. */
export const admission: Analyzer = {
  name: 'admission',
  needs: ['pods', 'events'],
  causes: ['admission-denied'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const messages = refusalsOf(view, workload).filter(
        (text) => !/exceeded quota|failed quota|(?:minimum|maximum) \S+ usage per/.test(text),
      );
      const message = messages.at(-1);
      const why = message && WHY.find(([expression]) => expression.test(message))?.[1];
      if (!message || !why) return [];
      // While Deployment and ServiceAccount are applied together, the first tries fail: a later refusal is the one that holds.
      const others = refusalsOf(view, workload).filter((text) => /exceeded quota|failed quota/.test(text));
      return [
        finding({
          cause: 'admission-denied',
          object: workload.ref,
          title: `its pods are refused: ${why}${unreached(message)}`,
          strength: others.length > 0 ? 'hint' : 'proof',
          evidence: [
            `${shareText(workload.pods.length, workload.desired ?? workload.pods.length)} made${lacksPods(workload) ? '' : ', those of the newest revision are not'}; the API server said: ${quote(message.replace(/^.*Error creating: /, ''))}`,
          ],
          against: others.length > 0 ? ['it was refused by quota as well'] : [],
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

/** Which webhook, and why it was not reached: `(NAME: service "policy-webhook" not found)`; '' for other refusals. */
function unreached(message: string): string {
  const name = /failed calling webhook "([^"]+)"/.exec(message)?.[1];
  if (name === undefined) return '';
  const reason = message.split(/failed to call webhook: (?:\w+ "[^"]*": )?/).at(-1);
  return reason === undefined || reason === message
    ? ` (${name})`
    : ` (${name}: ${quote(reason, REASON_CHARS)})`;
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
