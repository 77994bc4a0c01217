import { describe, expect, it } from '@jest/globals';
import type { Analyzer } from '../../../functions/diagnosis/analysis/analyzer.ts';
import { diagnose } from '../../../functions/diagnosis/diagnose.ts';
import { ANALYZERS } from '../../../functions/diagnosis/mechanisms/index.ts';
import { reported } from '../../../functions/model/command/action.ts';
import type { Diagnosis } from '../../../functions/model/diagnosis.ts';
import type { Statement } from '../../../functions/model/statement.ts';
import { INCIDENTS } from '../../golden/incidents.ts';
import { generatedBundle } from '../../support/generated-bundles.ts';
import { said } from '../../support/written.ts';
import { busyShop } from './mechanisms/busy-shop.ts';
import { bundleOf, playbook } from './mechanisms/cluster.ts';

type Reworded = (statement: Statement) => Statement;

/** The analyzers, with all that they state said otherwise. */
const reworded = (reword: Reworded): readonly Analyzer[] =>
  ANALYZERS.map((analyzer) => ({
    ...analyzer,
    analyze: (view) =>
      analyzer.analyze(view).map((finding) => ({
        ...finding,
        title: reword(finding.title),
        evidence: finding.evidence.map(reword),
        against: finding.against.map(reword),
      })),
  }));

/** What is decided: causes, their confidence and objects, what to do, what is ruled out, what changed. */
const decided = (diagnosis: Diagnosis) => ({
  causes: diagnosis.causes.map(({ cause, confidence, object, actions }) => ({
    cause,
    confidence,
    object,
    actions: reported(actions),
  })),
  ruledOut: diagnosis.ruledOut,
  dependencies: diagnosis.dependencies.map(({ name, state }) => ({ name, state })),
  changes: diagnosis.changes,
  fates: diagnosis.ranking.findings.map(({ analyzer, cause, object, fate }) => ({
    analyzer,
    cause,
    object,
    fate,
  })),
});

/** Of as many wordings a generated bundle is asked in one. */
const TURNS = 6;
const GENERATED = Array.from({ length: 60 }, (_, seed) => seed);

/** Bundles of all kinds, each with what is decided of it as it is. */
const CASES = [
  ...Object.entries(INCIDENTS).map(([name, { parts, target }]) => ({
    name,
    bundle: bundleOf(parts, target),
    playbook: playbook(),
  })),
  { name: 'busy-shop', bundle: bundleOf(busyShop), playbook: playbook() },
  ...GENERATED.map((seed) => ({ name: `seed-${seed}`, seed, ...generatedBundle(seed) })),
].map((one) => ({
  seed: undefined,
  ...one,
  expected: decided(diagnose(one.bundle, one.playbook, ANALYZERS)),
}));

/** Words that once turned an action into another one, when sentences were read. */
const WORDINGS: readonly (readonly [string, Reworded])[] = [
  ['every statement is x', () => said('x')],
  ['every quotation is x', (statement) => quotedAs(statement, 'x')],
  ...[
    'is not running',
    'does not run',
    'a rollback will not help',
    'sorry, too many clients already',
    'password authentication failed',
    'OOMKilled, exit code 137',
    'all nodes are cordoned',
    'restartedAt was changed',
    'api.example.com, db, cache: 2 -> 12 replicas',
    'ConfigMap app, key DB_HOST; env DB_PORT',
  ].map((text) => [`every statement is "${text}"`, () => said(text)] as const),
];

/** The statement with what others wrote replaced, wherever in it that stands. */
function quotedAs(statement: Statement, text: string): Statement {
  const replaced = JSON.stringify(statement, (key, value) =>
    key === 'said' && typeof value === 'string' ? text : value,
  );
  return JSON.parse(replaced) as Statement;
}

describe('words decide nothing', () => {
  it.each(WORDINGS.map(([what, reword], turn) => [what, reword, turn] as const))(
    'where %s: the causes, how sure they are and what to do stay',
    (_, reword, turn) => {
      const others = reworded(reword);
      // Each incident in every wording, each generated bundle in some of them.
      const asked = CASES.filter(({ seed = turn }) => seed % TURNS === turn % TURNS);
      expect(asked.length).toBeGreaterThan(GENERATED.length / TURNS);
      for (const { name, bundle, playbook: used, expected } of asked)
        expect([name, decided(diagnose(bundle, used, others))]).toEqual([name, expected]);
    },
  );
});
