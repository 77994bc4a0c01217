import { describe, expect, it } from '@jest/globals';
import { COLLECTORS } from '../../functions/collectors/index.ts';
import type { Analyzer } from '../../functions/diagnosis/analysis/analyzer.ts';
import { template } from '../../functions/diagnosis/mechanisms/_template.ts';
import { ANALYZERS } from '../../functions/diagnosis/mechanisms/index.ts';
import { CAUSE_IDS, type CauseId } from '../../functions/model/cause.ts';
import { reported } from '../../functions/model/command/action.ts';
import { refKey } from '../../functions/model/object-ref.ts';
import { timeOf } from '../../functions/text/time.ts';
import { busyShop } from '../unit/diagnosis/mechanisms/busy-shop.ts';
import { findingsOf } from '../unit/diagnosis/mechanisms/cluster.ts';

/** What is collected, by name. */
const COLLECTED: ReadonlySet<string> = new Set(COLLECTORS.map(({ name }) => name));

/** What ranking, note and page rely on, of every analyzer alike. */
describe.each<[string, Analyzer]>([...ANALYZERS, template].map((analyzer) => [analyzer.name, analyzer]))(
  'analyzer %s',
  (_, analyzer) => {
    const findings = findingsOf(analyzer, busyShop);

    it('declares what it needs and what it can name', () => {
      expect(analyzer.needs.length).toBeGreaterThan(0);
      expect(analyzer.causes.length).toBeGreaterThan(0);
      expect(analyzer.causes.filter((id: CauseId) => !CAUSE_IDS.includes(id))).toEqual([]);
      expect(analyzer.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    });

    it('names only causes that it declares', () => {
      expect(findings.filter(({ cause }) => !analyzer.causes.includes(cause))).toEqual([]);
    });

    it('explains at least its own object', () => {
      for (const { object, explains } of findings) expect(explains.map(refKey)).toContain(refKey(object));
    });

    it('writes whole sentences: nothing undefined, empty or cut', () => {
      for (const { title, evidence, against, actions } of findings) {
        expect(evidence.length).toBeGreaterThan(0);
        for (const text of [
          title,
          ...evidence,
          ...against,
          ...reported(actions).flatMap(({ text: said, command }) => [said, command ?? 'none']),
        ]) {
          expect(text.trim()).not.toBe('');
          expect(text).not.toMatch(/undefined|NaN|\[object|null\b/);
        }
      }
    });

    it('says on which evidence it rests, and gives times that are times', () => {
      for (const { basis, since } of findings) {
        expect(basis.length).toBeGreaterThan(0);
        expect(basis.filter((name) => !COLLECTED.has(name))).toEqual([]);
        if (since !== undefined) expect(timeOf(since)).toBeDefined();
      }
    });
  },
);

/** Of the faults that can go together: what only an AWS cluster or a broken control plane shows is not among them. */
const FOUND_TOGETHER = 18;

it('many analyzers find something in a namespace where everything goes wrong', () => {
  const found = ANALYZERS.filter((analyzer) => findingsOf(analyzer, busyShop).length > 0);
  expect(found.length).toBeGreaterThanOrEqual(FOUND_TOGETHER);
});
