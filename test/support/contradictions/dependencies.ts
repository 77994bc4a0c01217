import { isReady } from '../../../functions/model/kubernetes/ready.ts';
import { refKey } from '../../../functions/model/object-ref.ts';
import type { Rules } from './rule.ts';
import { behind } from './ruled-out.ts';
import type { Told } from './told.ts';

/** Whether a dependency fails by its own evidence: a cause in it, pods that are not ready, a try that did not get through. */
function failsItself(told: Told, name: string): boolean {
  const { view, diagnosis } = told;
  const keys = behind(told, name);
  const { host } = diagnosis.dependencies.find((one) => one.name === name) ?? { host: name };
  const isBlamed = diagnosis.causes.some(
    ({ object }) => keys.has(refKey(object)) || (object.kind === 'External' && object.name === host),
  );
  const pods = view.workloads.filter(({ ref }) => keys.has(refKey(ref))).flatMap((workload) => workload.pods);
  const tried = view.evidence
    .all('probes')
    .some((probe) => probe.host === host && !['open', 'unknown'].includes(probe.result));
  return (
    isBlamed || tried || (pods.length > 0 && !pods.some(isReady)) || (keys.size > 0 && pods.length === 0)
  );
}

/** What is said of those who are called. */
export const DEPENDENCIES = {
  'failing-by-own-evidence': {
    holds: 'a dependency is said to be failing only by its own evidence, never since its caller names it',
    broken: (told) =>
      told.diagnosis.dependencies
        .filter(({ name, state }) => state === 'failing' && !failsItself(told, name))
        .map(({ name, by }) => `${name} is said to be failing (${by}), and nothing of its own shows it`),
  },
  'well-dependency-is-no-object': {
    holds: 'no cause that is sure lies in a dependency that is called well',
    broken: (told) =>
      told.diagnosis.dependencies
        .filter(({ state }) => state === 'ok')
        .flatMap(({ name }) => {
          const keys = behind(told, name);
          return told.diagnosis.causes
            .filter(
              ({ cause, object, confidence }) =>
                confidence !== 'low' && keys.has(refKey(object)) && cause !== 'bad-rollout',
            )
            .map(({ cause }) => `dependency ${name} is ok, ${cause} of it is a cause`);
        }),
  },
} as const satisfies Rules;
