import type { Analyzer } from '../analyzer.ts';
import type { Bundle } from '../bundle.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { rank } from '../rank/rank.ts';
import { REPORT_VERSION, type Report } from '../report.ts';
import { buildView } from '../view/view.ts';
import { coverageOf } from './coverage.ts';
import { runAnalyzers } from './findings.ts';
import { headlineOf } from './headline.ts';

/**
 * Composes the report of a bundle from what the given analyzers find in it. Pure: the same input gives the same
 * report, byte for byte.
 */
export function composeReport(bundle: Bundle, playbook: Playbook, analyzers: readonly Analyzer[]): Report {
  const view = buildView(bundle, playbook);
  const runs = runAnalyzers(view, analyzers);
  const causes = rank(
    runs.flatMap(({ findings }) => findings),
    { evidence: bundle.evidence, symptoms: view.symptoms, onset: undefined, target: bundle.target.workload },
  );
  return {
    version: REPORT_VERSION,
    generatedAt: bundle.generatedAt,
    target: bundle.target,
    window: bundle.window,
    onset: null,
    headline: headlineOf(view, causes),
    causes,
    ruledOut: [],
    changes: [],
    endpoints: [],
    patterns: [],
    traffic: null,
    dependencies: [],
    rollouts: [],
    resources: [],
    prevention: [],
    coverage: coverageOf(bundle.evidence),
    timings: bundle.timings,
  };
}
