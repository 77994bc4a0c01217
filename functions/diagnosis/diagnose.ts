import type { Bundle } from '../model/bundle.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { timeOf } from '../text/time.ts';
import { agreeing } from './advice/agreeing.ts';
import { remediesFor } from './advice/remedies-for.ts';
import type { Analyzer } from './analysis/analyzer.ts';
import { runAnalyzers } from './analysis/run-analyzers.ts';
import { asOf } from './as-of/as-of.ts';
import { changesOf } from './changes/changes.ts';
import { onsetOf } from './changes/onset.ts';
import { rolloutsOf } from './changes/rollouts.ts';
import { risesOf } from './differences/rises.ts';
import { located } from './differences/where.ts';
import { rank } from './rank/rank.ts';
import { rankingOf } from './rank/ranking-of.ts';
import { coverageOf } from './sections/coverage.ts';
import { dependenciesOf } from './sections/dependencies.ts';
import { outcomeOf } from './sections/outcome.ts';
import { preventionOf } from './sections/prevention.ts';
import { resourcesOf } from './sections/resources.ts';
import { ruledOutBy } from './sections/ruled-out.ts';
import { endpointsOf, patternsOf, trafficOf } from './sections/target-logs.ts';
import { symptomsOf } from './symptoms/symptoms.ts';
import { onsetOfWork } from './symptoms/work.ts';
import { buildView, type ClusterView } from './view/view.ts';

/** What a bundle shows, by what the given analyzers find in it. Pure: the same input gives the same diagnosis. */
export function diagnose(given: Bundle, playbook: Playbook, analyzers: readonly Analyzer[]): Diagnosis {
  const bundle = atItsTime(given);
  const view = buildView(bundle, playbook);
  const runs = runAnalyzers(view, analyzers);
  const onset = onsetOf(view) ?? onsetOfWork(view);
  const onsetMs = timeOf(onset?.at);
  const {
    causes: ranked,
    explained,
    accountedFor,
    findings,
  } = rank(
    runs.flatMap((run) => run.findings),
    { evidence: bundle.evidence, symptoms: view.symptoms, onset: onsetMs, target: bundle.target.workload },
  );
  const changes = changesOf(view, onsetMs, {
    object: ranked[0]?.object,
    explained,
    others: ranked.slice(1).map(({ object }) => object),
    suffering: sufferingIn(view),
  });
  const causes = agreeing(ranked.map((cause) => ({ ...cause, actions: remediesFor(cause, view, changes) })));
  const dependencies = dependenciesOf(view, causes);
  const symptoms = symptomsOf(view, accountedFor);
  return {
    generatedAt: bundle.generatedAt,
    target: bundle.target,
    window: bundle.window,
    onset,
    outcome: located(view, outcomeOf(view, causes, symptoms)),
    causes,
    ruledOut: ruledOutBy(view, runs, { causes, dependencies, onset: onsetMs }),
    changes,
    endpoints: endpointsOf(view, onset),
    patterns: patternsOf(view, onset),
    traffic: trafficOf(view),
    symptoms,
    dependencies,
    ranking: rankingOf(runs, findings),
    rollouts: rolloutsOf(view),
    resources: resourcesOf(view),
    prevention: preventionOf(view),
    coverage: coverageOf(bundle.evidence),
    timings: bundle.timings,
  };
}

/** What visibly fails, whatever the cause: what fails more than it did, and the pods that do not serve. */
const sufferingIn = (view: ClusterView): readonly ObjectRef[] => [
  ...risesOf(view).map(({ workload }) => workload.ref),
  ...view.symptoms
    .filter(({ kind }) => kind === 'unavailable' || kind === 'restarting')
    .map(({ ref }) => ref),
];

/** Where a moment was asked for, nothing sees evidence of after it. */
const atItsTime = (bundle: Bundle): Bundle =>
  bundle.at === undefined
    ? bundle
    : { ...bundle, evidence: asOf(bundle.evidence, bundle.at, bundle.generatedAt) };
