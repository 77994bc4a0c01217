import { expect, it } from '@jest/globals';
import { ANALYZERS } from '../../../functions/analyzers/index.ts';
import type { Collector } from '../../../functions/collectors/collector.ts';
import { COLLECTORS } from '../../../functions/collectors/index.ts';
import { ruleText } from '../../../functions/core/rbac.ts';
import { explainRights } from '../../../functions/local/rbac-explain.ts';

const lines = explainRights(COLLECTORS, ANALYZERS);

it('says each rule that a collector declares once', () => {
  const declared = new Set((COLLECTORS as readonly Collector[]).flatMap(({ rbac }) => rbac.map(ruleText)));
  expect(lines).toHaveLength(declared.size);
  for (const rule of declared) expect(lines.filter((line) => line.startsWith(rule))).not.toEqual([]);
});

it('names the causes that are not found without it', () => {
  const nodes = lines.find((line) => line.startsWith('list nodes, of the whole cluster: brings nodes;'));
  expect(nodes).toMatch(/not found, or not by all ways: .*node-infrastructure/);
  expect(lines.find((line) => line.startsWith('get pods/log: brings logs;'))).toContain('dependency-error');
});

it('names the option of a right that is off', () => {
  expect(lines.filter((line) => line.includes('(--exec)'))).toEqual([
    expect.stringMatching(
      /^get\+create pods\/exec \(--exec\): brings probes, dependencystate; without it not found, or not by all ways: dependency-error/,
    ),
  ]);
});
