import { CAUSES } from '../../../../../functions/diagnosis/causes/index.ts';
import type { Rule } from '../../../../../functions/diagnosis/remedy/rule.ts';
import { buildView, type ClusterView } from '../../../../../functions/diagnosis/view/view.ts';
import type { CauseId } from '../../../../../functions/model/cause.ts';
import type { ChangeFacts, KnownChange } from '../../../../../functions/model/change.ts';
import { commandText } from '../../../../../functions/model/command/command.ts';
import type { ObjectRef } from '../../../../../functions/model/object-ref.ts';
import type { RankedCause } from '../../../../../functions/model/ranked-cause.ts';
import type { Target } from '../../../../../functions/model/report.ts';
import { factsOf } from '../../../../support/facts.ts';
import { said } from '../../../../support/written.ts';
import {
  ago,
  app,
  bundleOf,
  join,
  NAMESPACE,
  playbook,
  pod,
  replicaSet,
  service,
  statefulSet,
} from '../../mechanisms/cluster.ts';

type Parts = Parameters<typeof bundleOf>[0];

export const ref = (kind: string, name: string): ObjectRef => ({
  kind,
  namespace: ['Node', 'External'].includes(kind) ? '' : NAMESPACE,
  name,
});
export const API = ref('Deployment', 'api');
export const DB = ref('StatefulSet', 'db');

const calls = { container: { env: [{ name: 'DB_URL', value: 'postgres://db:5432/shop' }] } };

/** An API of two revisions, the database that it calls, and a worker. */
export const shop: Parts = join(app('api', { ...calls, ready: false }), app('worker'), {
  replicasets: [
    replicaSet('api', {
      hash: 'aaaaaaaaaa',
      revision: 1,
      container: { image: 'r/api:0' },
      created: ago(90_000),
    }),
  ],
  statefulsets: [statefulSet('db', { container: { image: 'postgres:17' } })],
  pods: [pod('db', { ownerKind: 'StatefulSet', container: { image: 'postgres:17' } })],
  services: [service('db', { ports: [{ port: 5432 }] }), service('api')],
});

const OUTSIDE = {
  external: [
    { name: 'Maps', host: 'maps.example.com', statusPage: 'https://status.example.com' },
    { name: 'Mail', host: 'mail.example.com' },
  ],
};

export const changed = (facts: ChangeFacts, object = API, parts: Partial<KnownChange> = {}): KnownChange => ({
  at: ago(300),
  ...{
    object,
    facts,
    who: 'kubectl',
    beforeOnsetMs: 120_000,
    reached: 'yes',
    why: { says: 'is-what-fails' },
  },
  ...parts,
});
export const rolledOut = changed({ kind: 'rollout', revision: 2, reused: false, differences: [] });
export const grown = changed({ kind: 'scaling', from: 2, to: 12 }, ref('Deployment', 'worker'));

/** Reading a system costs more than deciding about it: what the same was said of is read once. */
const views = new Map<Parts, Map<string, ClusterView>>();
function viewOf(parts: Parts, target: Given['target'], known: Given['known']): ClusterView {
  const read = views.get(parts) ?? new Map<string, ClusterView>();
  const key = JSON.stringify([target, known]);
  const view = read.get(key) ?? buildView(bundleOf(parts, target), playbook(known));
  views.set(parts, read.set(key, view));
  return view;
}

export interface Given {
  readonly object?: ObjectRef;
  readonly facts?: object;
  readonly parts?: Parts;
  readonly changes?: readonly KnownChange[];
  readonly target?: Partial<Target>;
  readonly known?: Parameters<typeof playbook>[0];
  readonly cause?: Partial<Omit<RankedCause, 'cause' | 'facts'>>;
}

/** What a cause's own rule offers, a line an action: its kind, its deed or that it undoes, its command, its words. */
export const offers =
  (id: CauseId, { object = API, facts, parts = shop, changes = [], target, known, cause }: Given = {}) =>
  (): readonly string[] =>
    (CAUSES[id].remedy as Rule)(
      {
        ...factsOf(id, facts),
        ...{ object, confidence: 'high', title: said(id), evidence: [], against: [], actions: [] },
        ...cause,
      },
      { view: viewOf(parts, target, known ?? OUTSIDE), changes },
    ).map(
      ({ kind, deed, undoes, of, command, text }) =>
        `${[kind, deed ?? '', undoes ? 'undoes' : '', of ? `${of.kind}/${of.name}` : ''].filter(Boolean).join(' ')}: ${command ? `${commandText(command)} # ` : ''}${text}`,
    );
