import type { CollectorName } from '../../model/evidence.ts';
import type { Finding } from '../../model/finding.ts';
import type { ClusterView } from '../view/view.ts';
import type { Analyzer } from './analyzer.ts';

/** What one analyzer did: its findings, or the evidence that it lacked. */
export interface AnalyzerRun {
  readonly analyzer: Analyzer;
  readonly findings: readonly Finding[];
  /** Evidence that it needs and that was not read whole; it may have run on a part of it. */
  readonly lacking: readonly CollectorName[];
  /** A bug of the analyzer, reported rather than thrown: one bad rule must not cost the whole note. */
  readonly error?: string;
}

export function runAnalyzers(view: ClusterView, analyzers: readonly Analyzer[]): readonly AnalyzerRun[] {
  return analyzers.map((analyzer) => {
    const lacking = analyzer.needs.filter((name) => !view.evidence.complete(name));
    const blind = analyzer.needs.some(
      (name) => view.evidence.all(name).length === 0 && lacking.includes(name),
    );
    if (blind) return { analyzer, findings: [], lacking };
    try {
      return { analyzer, findings: analyzer.analyze(view), lacking };
    } catch (error) {
      return {
        analyzer,
        findings: [],
        lacking,
        error: error instanceof Error ? error.message : String(error),
      };
    }
  });
}
