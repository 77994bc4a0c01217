import type { Ranking } from '../../model/ranking.ts';
import type { AnalyzerRun } from '../analysis/run-analyzers.ts';
import type { JudgedFinding } from './rank.ts';

/** How the causes came to be, with who found what and who could not look whole. */
export function rankingOf(runs: readonly AnalyzerRun[], judged: readonly JudgedFinding[]): Ranking {
  const by = new Map(runs.flatMap(({ analyzer, findings }) => findings.map((one) => [one, analyzer.name])));
  return {
    findings: judged.map(({ finding, score, parts, fate }) => {
      const { cause, object, title, strength } = finding;
      return { analyzer: by.get(finding) ?? '', cause, object, title, strength, score, parts, fate };
    }),
    hindered: runs
      .filter(({ lacking, error }) => lacking.length > 0 || error !== undefined)
      .map(({ analyzer, lacking, error }) => ({ analyzer: analyzer.name, lacking, error: error ?? null })),
  };
}
