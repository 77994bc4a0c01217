import { describe, expect, it } from '@jest/globals';
import type { Bundle } from '../../../../functions/model/bundle.ts';
import { buildReport } from '../../../../functions/triage/build-report.ts';
import { INCIDENTS } from '../../../golden/incidents.ts';
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
});
