import { CAUSES, GUIDES } from '../../functions/diagnosis/causes/index.ts';
import { ANALYZERS } from '../../functions/diagnosis/mechanisms/index.ts';
import { CAUSE_IDS } from '../../functions/model/cause.ts';

const HEAD = `# Causes

Made of functions/diagnosis/causes and mechanisms; \`UPDATE_GOLDEN=1 npm test -- causes\` writes it.

An analyzer states how directly the evidence says its mechanism: **proof** (the control plane or the program says it in
so many words), **strong** (two observations agree), **hint** (it fits, and so do others).

- **high** is proof, on evidence that was read whole, with nothing against it, while what tells culprits
  apart (pods, events, Services, Deployments) was read too. It is a promise: wrong in at most 2 of 100.
- **medium** is strong, or proof with a gap in its evidence or something against it.
- **low** is a hint, or anything that nothing links to the workload that was asked about.

The order: points for directness (30, 22, 0), for the place in the chain of effects (the table's "depth", 0 to 30), for
the share of the symptoms that it explains (up to 20), for what others show by it (up to 10: of two independent faults
the worse comes first), for having begun before the onset (6), less 2 for each point against.
A plain crash gives way to whatever explains it, and a caller's symptom to the dependency that brings it about. Then the
smallest set that explains what was seen is kept. Where nothing fits, the answer is "unknown", and nobody is blamed.
`;

/** docs/causes.md. */
export function causesDocument(): string {
  const sections = CAUSE_IDS.map((id) => {
    const { what, object, high, medium, low, notTakenFor } = GUIDES[id];
    const { standsThere, symptomOf, runbook } = GUIDES[id];
    const analyzers = ANALYZERS.filter(({ causes }) => (causes as readonly string[]).includes(id));
    const needs = [...new Set(analyzers.flatMap((entry) => entry.needs as readonly string[]))].sort();
    return `## ${id}

${what}

| | |
|---|---|
| object | ${object} |
| high | ${high} |
| medium | ${medium} |
| low | ${low} |
| not taken for it | ${notTakenFor} |
| analyzers | ${analyzers.map(({ name }) => name).join(', ')} |
| needs | ${needs.join(', ')} |
| depth | ${CAUSES[id].depth}: ${standsThere} |
| a symptom of | ${symptomOf ?? "nothing: it is nobody else's doing"} |
| runbook | ${runbook.join(', ')} |
`;
  });
  return [HEAD, ...sections].join('\n');
}
