import { changesOf } from '../../../../../functions/diagnosis/changes/changes.ts';
import { counterTest } from '../../../../../functions/diagnosis/changes/counter-test.ts';
import { onsetOf } from '../../../../../functions/diagnosis/changes/onset.ts';
import { rolloutsOf } from '../../../../../functions/diagnosis/changes/rollouts.ts';
import type { ObjectRef } from '../../../../../functions/model/object-ref.ts';
import type { Target } from '../../../../../functions/model/report.ts';
import { ago, app, join, NAMESPACE, viewOf } from '../../mechanisms/cluster.ts';

export type Parts = Parameters<typeof viewOf>[0];
export type Lines = Readonly<Record<string, () => readonly string[]>>;
type Failing = Partial<Parameters<typeof changesOf>[2]>;

export const ref = (name: string, kind = 'Deployment', namespace = NAMESPACE): ObjectRef => ({
  kind,
  namespace,
  name,
});
export const API = ref('api');

/** The time line, a line a change, held against what fails: the API, unless told otherwise. */
export const timeLine =
  (parts: Parts, failing: Failing = {}, onset: number | null = Date.parse(ago(60))) =>
  (): readonly string[] =>
    changesOf(viewOf(parts), onset ?? undefined, { object: API, explained: [], ...failing }).map((one) =>
      JSON.stringify(one),
    );

/** When it began, and by what. */
export const began = (parts: Parts, target?: Partial<Target>) => (): readonly string[] => [
  JSON.stringify(onsetOf(viewOf(parts, target))),
];

/** The section of rollouts, and what old pods show of the first workload. */
export const rollouts = (parts: Parts) => (): readonly string[] => {
  const view = viewOf(parts);
  const [workload] = view.workloads;
  return [
    ...rolloutsOf(view).map((one) => JSON.stringify(one)),
    JSON.stringify(workload && counterTest(view, workload)),
  ];
};

/** What kubectl wrote to an object so many seconds ago. */
export const written = (name: string, keys: readonly string[], more: object = {}, seconds = 300) => ({
  name,
  namespace: NAMESPACE,
  creationTimestamp: ago(86_400),
  managedFields: [{ manager: 'kubectl', operation: 'Update', time: ago(seconds), keys, ...more }],
});

export const beside = (parts: Parts, options: Parameters<typeof app>[1] = {}): Parts =>
  join(app('api', options), parts);
