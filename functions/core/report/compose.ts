import type { Analyzer } from '../analyzer.ts';
import type { Bundle } from '../bundle.ts';
import { reportedChange } from '../changes/change-text.ts';
import { onsetOf } from '../changes/onset.ts';
import { rolloutsOf } from '../changes/rollouts.ts';
import { changesOf } from '../changes/time-line.ts';
import { reported } from '../command/action.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { rank } from '../rank/rank.ts';
import { remediesFor } from '../remedy/remedy.ts';
import { type Cause, REPORT_VERSION, type Report } from '../report.ts';
import { timeOf } from '../view/time.ts';
import { buildView } from '../view/view.ts';
import { coverageOf } from './coverage.ts';
import { dependenciesOf } from './dependencies.ts';
import { runAnalyzers } from './findings.ts';
import { headlineOf } from './headline.ts';
import { preventionOf } from './prevention.ts';
import { resourcesOf } from './resources.ts';
import { ruledOutBy } from './ruled-out.ts';
import { endpointsOf, patternsOf, trafficOf } from './target-logs.ts';

/**
 * Composes the report of a bundle from what the given analyzers find in it. Pure: the same input gives the same
 * report, byte for byte.
 */
export function composeReport(bundle: Bundle, playbook: Playbook, analyzers: readonly Analyzer[]): Report {
  const view = buildView(bundle, playbook);
  const runs = runAnalyzers(view, analyzers);
  const onset = onsetOf(view);
  const onsetMs = timeOf(onset?.at);
  const { causes: ranked, explained } = rank(
    runs.flatMap(({ findings }) => findings),
    { evidence: bundle.evidence, symptoms: view.symptoms, onset: onsetMs, target: bundle.target.workload },
  );
  const changes = changesOf(view, onsetMs, { object: ranked[0]?.object, explained });
  const causes = ranked.map((ranked): Cause => {
    const { facts: _, ...cause } = ranked;
    return { ...cause, actions: reported(remediesFor(ranked, view, changes)) };
  });
  const dependencies = dependenciesOf(view, causes);
  return {
    version: REPORT_VERSION,
    generatedAt: bundle.generatedAt,
    target: bundle.target,
    window: bundle.window,
    onset,
    headline: headlineOf(view, causes),
    causes,
    ruledOut: ruledOutBy(view, runs, causes, dependencies, onsetMs),
    changes: changes.map(reportedChange),
    endpoints: endpointsOf(view, onset),
    patterns: patternsOf(view, onset),
    traffic: trafficOf(view),
    dependencies,
    rollouts: rolloutsOf(view),
    resources: resourcesOf(view),
    prevention: preventionOf(view),
    coverage: coverageOf(bundle.evidence),
    timings: bundle.timings,
  };
}
