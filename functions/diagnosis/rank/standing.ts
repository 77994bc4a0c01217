import type { Finding } from '../../model/finding.ts';
import type { Standing } from '../causes/cause-spec.ts';
import { CAUSES } from '../causes/index.ts';

/** Where a finding stands in a chain of effects: by its cause, and its facts. */
export const standingOf = (finding: Finding): Standing =>
  CAUSES[finding.cause].standsAs?.(finding) ?? CAUSES[finding.cause];
