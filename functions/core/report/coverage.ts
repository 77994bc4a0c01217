import { type CollectorName, type EvidenceSet, isComplete } from '../evidence.ts';
import { ruleText } from '../rbac.ts';
import type { Coverage } from '../report.ts';
import { compare } from '../view/canonical.ts';

/** What was read and what was not, with the rule that is missing where one is. */
export function coverageOf(evidence: EvidenceSet): readonly Coverage[] {
  return Object.values(evidence)
    .map(({ collector, status, detail, rule }) => ({
      collector,
      status,
      detail:
        status === 'forbidden' && rule && !detail.includes(ruleText(rule))
          ? join(detail, `needs ${ruleText(rule)}`)
          : detail,
    }))
    .sort((a, b) => compare(a.collector, b.collector));
}

/** The collectors whose evidence is not whole. */
export const incomplete = (evidence: EvidenceSet): readonly CollectorName[] =>
  coverageOf(evidence)
    .map(({ collector }) => collector)
    .filter((name) => !isComplete(evidence[name]));

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('; ');
