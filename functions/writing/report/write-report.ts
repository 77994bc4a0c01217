import { reported } from '../../model/command/action.ts';
import type { Diagnosis, JudgedDependency, KnownOnset } from '../../model/diagnosis.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import type { Ranking } from '../../model/ranking.ts';
import {
  type Cause,
  type Dependency,
  REPORT_VERSION,
  type Report,
  type ReportedRanking,
} from '../../model/report.ts';
import { timeOf } from '../../text/time.ts';
import { beyondTitle } from '../statements/beyond-title.ts';
import { inParts, inWords } from '../statements/words.ts';
import { type Moment, titleText, wordsFrom } from '../statements/words-of.ts';
import { reportedChange, reportedRollout } from './change-text.ts';
import { headlineOf } from './headline.ts';
import { judgedText } from './judged-text.ts';
import { onsetWords } from './onset-text.ts';
import { preventionText } from './prevention-text.ts';
import { reportedRuledOut } from './ruled-out-text.ts';

export interface WriteOptions {
  /** True where the report also says how its causes came to be. */
  readonly explain?: boolean;
}

/** The diagnosis in words. Pure: the same diagnosis gives the same report, byte for byte. */
export function writeReport(diagnosis: Diagnosis, { explain = false }: WriteOptions = {}): Report {
  const moment = { now: timeOf(diagnosis.window.to) ?? Date.parse(diagnosis.generatedAt) };
  const causes = diagnosis.causes.map((cause) => reportedCause(cause, moment));
  const { generatedAt, target, window, onset, endpoints, patterns, traffic } = diagnosis;
  return {
    version: REPORT_VERSION,
    generatedAt,
    target,
    window,
    onset: onset && reportedOnset(onset, moment),
    headline: headlineOf(diagnosis.outcome, causes),
    outcome: diagnosis.outcome.kind,
    causes,
    ruledOut: diagnosis.ruledOut.map((entry) => reportedRuledOut(entry, moment)),
    changes: diagnosis.changes.map((change) => reportedChange(change, moment)),
    endpoints,
    patterns,
    traffic,
    symptoms: diagnosis.symptoms.map(({ object, statement, fails }) => ({
      object,
      text: inWords(statement, moment),
      said: 'said' in statement && typeof statement.said === 'string' ? statement.said : '',
      fails,
    })),
    dependencies: diagnosis.dependencies.map((dependency) => reportedDependency(dependency, moment)),
    rollouts: diagnosis.rollouts.map(reportedRollout),
    resources: diagnosis.resources,
    prevention: diagnosis.prevention.map(preventionText),
    coverage: diagnosis.coverage,
    timings: diagnosis.timings,
    ...(explain ? { ranking: reportedRanking(diagnosis.ranking, moment) } : {}),
  };
}

const reportedOnset = (onset: KnownOnset, moment: Moment): NonNullable<Report['onset']> => ({
  ...onset,
  by: wordsFrom(onsetWords, onset.by, moment),
});

const reportedCause = (found: RankedCause, moment: Moment): Cause => ({
  cause: found.cause,
  confidence: found.confidence,
  object: found.object,
  title: titleText(inParts(found.title, moment)),
  evidence: [...new Set(found.evidence.map((statement) => inWords(statement, moment)))],
  why: beyondTitle(found.title, found.evidence, moment),
  against: found.against.map((statement) => inWords(statement, moment)),
  actions: reported(found.actions),
});

const reportedRanking = ({ findings, hindered }: Ranking, moment: Moment): ReportedRanking => ({
  findings: findings.map((finding) => ({ ...finding, title: titleText(inParts(finding.title, moment)) })),
  hindered,
});

const reportedDependency = (
  { blamed, by, host: _host, objects: _objects, ...judged }: JudgedDependency,
  moment: Moment,
): Dependency => ({
  ...judged,
  by: blamed === undefined ? judgedText(by, moment) : inWords(blamed, moment),
});
