import type { Collector } from '../collectors/collector.ts';
import type { Analyzer } from '../diagnosis/analysis/analyzer.ts';
import { type RbacRule, ruleText } from '../model/rbac.ts';

/** How an optional right is asked for. */
const ASKED_BY = { secrets: '--secrets', exec: '--exec', prometheus: '--prometheus' } as const;

/**
 * What each right is for, one line a rule: which evidence is read by it, and which causes are not found without it. Made of
 * what collectors and analyzers declare, as the roles and the notes' "not checked" are.
 */
export function explainRights(collectors: readonly Collector[], analyzers: readonly Analyzer[]): string[] {
  const rules = new Map<string, { rule: RbacRule; of: Collector[] }>();
  for (const collector of collectors)
    for (const rule of collector.rbac) {
      const entry = rules.get(ruleText(rule)) ?? { rule, of: [] };
      rules.set(ruleText(rule), { ...entry, of: [...entry.of, collector] });
    }
  return [...rules.values()].map(({ rule, of }) => {
    const names = of.map(({ name }) => name);
    const optional = of.every((collector) => collector.optional !== undefined) ? of[0]?.optional : undefined;
    const asked = optional === undefined ? '' : ` (${ASKED_BY[optional]})`;
    const where = rule.clusterScoped === true ? ', of the whole cluster' : '';
    return `${ruleText(rule)}${asked}${where}: brings ${names.join(', ')}; ${lostWithout(names, analyzers)}`;
  });
}

function lostWithout(names: readonly string[], analyzers: readonly Analyzer[]): string {
  const causes = analyzers
    .filter(({ needs }) => needs.some((need) => names.includes(need)))
    .flatMap(({ causes }) => causes);
  const lost = [...new Set(causes)].sort();
  if (lost.length === 0) return 'no cause depends on it, but some are less certain without it';
  return `without it not found, or less often: ${lost.join(', ')}`;
}
