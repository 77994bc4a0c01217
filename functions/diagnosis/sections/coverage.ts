import { compare } from '../../model/canonical.ts';
import type { EvidenceSet } from '../../model/evidence.ts';
import { ruleText } from '../../model/rbac.ts';
import type { Coverage } from '../../model/report.ts';

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

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('; ');
