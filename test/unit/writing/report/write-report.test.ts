import { describe, expect, it } from '@jest/globals';
import type { Bundle } from '../../../../functions/model/bundle.ts';
import { buildReport } from '../../../../functions/triage/build-report.ts';
import { INCIDENTS } from '../../../golden/incidents.ts';
import { generatedBundle } from '../../../support/generated-bundles.ts';
import { bundleOf, playbook } from '../../diagnosis/mechanisms/cluster.ts';

const causesOf = (bundle: Bundle) => buildReport(bundle, playbook()).causes;

describe('writeReport', () => {
  it.each(Object.entries(INCIDENTS))(
    'writes the times of %s by the end of the window, however late it is made',
    (_, { parts, target }) => {
      const bundle = bundleOf(parts, target);
      const later = { ...bundle, generatedAt: '2031-01-01T00:00:00Z' };

      expect(causesOf(later)).toEqual(causesOf(bundle));
    },
  );

  it('writes titles to be read beside their object: no pronoun stands for it', () => {
    const generated = Array.from({ length: 60 }, (_, seed) => generatedBundle(seed));
    const reports = [
      ...Object.values(INCIDENTS).map(({ parts, target }) =>
        buildReport(bundleOf(parts, target), playbook()),
      ),
      ...generated.map((one) => buildReport(one.bundle, one.playbook)),
    ];
    const titles = new Set(reports.flatMap(({ causes }) => causes.map(({ title }) => title)));
    expect([...titles].filter((title) => /^its? /.test(title))).toEqual([]);
    expect(titles.size).toBeGreaterThan(20);
  });
});
