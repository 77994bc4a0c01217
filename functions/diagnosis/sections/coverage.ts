import { compare } from '../../model/canonical.ts';
import type { Evidence, EvidenceSet } from '../../model/evidence.ts';
import { defined } from '../../model/present.ts';
import type { Coverage } from '../../model/report.ts';

/** What was read and what was not, with the rule that is missing where one is. */
export const coverageOf = (evidence: EvidenceSet): readonly Coverage[] =>
  Object.values(evidence)
    .map(coverageOfOne)
    .sort((a, b) => compare(a.collector, b.collector));

const coverageOfOne = ({ collector, status, detail, rule, option, absent }: Evidence): Coverage => ({
  collector,
  status,
  detail,
  ...defined({
    needs: status === 'forbidden' && rule ? { rule, ...defined({ option }) } : undefined,
    absent,
  }),
});
