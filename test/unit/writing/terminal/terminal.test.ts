import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderTerminal } from '../../../../functions/writing/terminal/terminal.ts';
import { arbitraryReport } from '../../../support/arbitrary.ts';
import { HIDDEN_CHARACTERS } from '../../../support/hidden-characters.ts';
import { connectionsReport, healthyReport, playbookOf } from '../../../support/report.ts';

const playbook = playbookOf();
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are control sequences
const COLOUR = /\u001b\[[0-9;]*m/g;

describe('the terminal', () => {
  it('shows the cause, what fails, what to type, what was ruled out and what was not checked', () => {
    const text = renderTerminal(connectionsReport, { playbook, colours: false });
    const heads = [
      'firstnote · prod · ',
      'CAUSE (high)  ',
      'FAILING  ',
      'DO NEXT',
      'RULED OUT  ',
      'NOT CHECKED  ',
    ];
    const places = heads.map((head) => text.split('\n').findIndex((line) => line.startsWith(head)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(text).toContain('began 13:58:12Z ± 2.0 s');
  });

  it('says where to look only when an alert or a failure asks for it', () => {
    const alert = { name: 'HighErrorRate', severity: 'critical' };
    expect(renderTerminal(healthyReport, { playbook, colours: false })).not.toContain('DO NEXT');
    expect(renderTerminal(healthyReport, { playbook, colours: false, alert })).toContain('DO NEXT');
    const failing = { ...connectionsReport, causes: [] };
    expect(renderTerminal(failing, { playbook, colours: false })).toContain('DO NEXT');
  });

  it('shows all that was ruled out: it has no page to show the rest', () => {
    const ruledOut = Array.from({ length: 12 }, (_, index) => ({
      what: `topic ${index}`,
      by: '',
      causes: [],
    }));
    expect(renderTerminal({ ...healthyReport, ruledOut }, { playbook, colours: false })).toContain(
      'topic 11',
    );
  });

  it('colours nothing but the text that it shows without colours', () => {
    for (const report of [connectionsReport, healthyReport]) {
      const plain = renderTerminal(report, { playbook, colours: false });
      const coloured = renderTerminal(report, { playbook, colours: true });
      expect(coloured).not.toBe(plain);
      expect(coloured.replace(COLOUR, '')).toBe(plain);
    }
  });

  it('colours by what a line is, not by how it reads', () => {
    const [first, ...others] = connectionsReport.causes;
    if (first === undefined) throw new Error('the report has a cause');
    const heads = (title: string) =>
      renderTerminal(
        { ...connectionsReport, causes: [{ ...first, title, evidence: [title] }, ...others] },
        { playbook, colours: true },
      )
        .split('\n')
        .map((line) => line.match(COLOUR)?.[0]);
    expect(heads('CAUSE none found')).toEqual(heads('x'));
    expect(heads('x')[1]).toBe('\u001b[1;31m');
    expect(heads('x').filter((colour) => colour === undefined).length).toBeGreaterThan(0);
  });

  it('lets no control character of a cluster through', () => {
    fc.assert(
      fc.property(arbitraryReport, (report) => {
        expect(renderTerminal(report, { playbook, colours: false })).not.toMatch(HIDDEN_CHARACTERS);
      }),
      { numRuns: 100 },
    );
  });
});
