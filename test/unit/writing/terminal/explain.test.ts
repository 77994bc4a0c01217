import { describe, expect, it } from '@jest/globals';
import { buildReport } from '../../../../functions/triage/build-report.ts';
import { lineText } from '../../../../functions/writing/note/line.ts';
import { explainSection } from '../../../../functions/writing/terminal/explain.ts';
import { renderTerminal } from '../../../../functions/writing/terminal/terminal.ts';
import { busyShop } from '../../diagnosis/mechanisms/busy-shop.ts';
import { bundleOf, playbook } from '../../diagnosis/mechanisms/cluster.ts';

const parts = { strength: 22, depth: 24, coverage: 10.04, others: 0, time: 3, against: -2, unlinked: 0 };
const object = { kind: 'Deployment', namespace: 'shop', name: 'api' };
const found = {
  analyzer: 'image-pull',
  cause: 'image-pull',
  object,
  title: 'no image',
  strength: 'strong',
  score: 57.04,
  parts,
} as const;

describe('how the causes came to be', () => {
  it('says of a cause its points, and leaves out what gave none', () => {
    const lines = explainSection({
      findings: [{ ...found, fate: { became: 'cause', confidence: 'medium' } }],
      hindered: [],
    });
    expect(lines.map(lineText).slice(1)).toEqual([
      '57.0 image-pull deployment/api: no image',
      '  found by image-pull, strong: how directly the evidence says it +22, place in the chain of effects +24, share of the symptoms +10, when it began +3, what stands against it -2',
      '  is a cause (medium)',
    ]);
  });

  it('names what a finding gave way to, and who could not look whole', () => {
    const to = { cause: 'oom-killed', object } as const;
    const lines = explainSection({
      findings: [{ ...found, fate: { became: 'nothing', why: 'symptom', to } }],
      hindered: [
        { analyzer: 'job', lacking: ['jobs'], error: null },
        { analyzer: 'dns', lacking: [], error: 'x is not iterable' },
      ],
    });
    expect(lines.map(lineText)).toContain(
      '  gives way to oom-killed of deployment/api, which explains it: a symptom',
    );
    expect(lines.map(lineText).slice(-2)).toEqual([
      '  job: jobs not read whole',
      '  dns: failed by itself, which is a fault of firstnote: x is not iterable',
    ]);
  });

  it('is in the report and on the terminal only where it is asked for, and changes nothing else', () => {
    const bundle = bundleOf(busyShop);
    const plain = buildReport(bundle, playbook());
    const { ranking, ...rest } = buildReport(bundle, playbook(), { explain: true });
    expect(JSON.stringify(rest)).toBe(JSON.stringify(plain));
    expect(ranking?.findings.length).toBeGreaterThan(plain.causes.length);
    expect(ranking?.findings.every(({ analyzer }) => analyzer !== '')).toBe(true);
    const text = renderTerminal(
      { ...rest, ...(ranking && { ranking }) },
      { playbook: playbook(), colours: false },
    );
    expect(text).toContain('HOW THE CAUSES CAME TO BE');
    expect(renderTerminal(plain, { playbook: playbook(), colours: false })).not.toContain('CAME TO BE');
  });
});
