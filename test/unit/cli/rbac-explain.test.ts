import { expect, it } from '@jest/globals';
import { explainRights } from '../../../functions/cli/rbac-explain.ts';
import type { Collector } from '../../../functions/collectors/collector.ts';
import { COLLECTORS } from '../../../functions/collectors/index.ts';
import { ANALYZERS } from '../../../functions/diagnosis/mechanisms/index.ts';
import { ruleText } from '../../../functions/model/rbac.ts';

const lines = explainRights(COLLECTORS, ANALYZERS);

it('says each rule that a collector declares once', () => {
  const declared = new Set((COLLECTORS as readonly Collector[]).flatMap(({ rbac }) => rbac.map(ruleText)));
  expect(lines).toHaveLength(declared.size);
  for (const rule of declared) expect(lines.filter((line) => line.startsWith(rule))).not.toEqual([]);
});

it('names the causes that are not found without it', () => {
  const nodes = lines.find((line) => line.startsWith('list nodes, of the whole cluster: brings nodes;'));
  expect(nodes).toMatch(/not found, or less often: .*node-infrastructure/);
  expect(lines.find((line) => line.startsWith('get pods/log: brings logs;'))).toContain('dependency-error');
});

it('names the option of a right that is off', () => {
  expect(lines.filter((line) => line.includes('(--exec)'))).toEqual([
    expect.stringMatching(
      /^get\+create pods\/exec \(--exec\): brings probes, dependencystate; without it not found, or less often: dependency-error/,
    ),
  ]);
});
