import { describe, expect, it } from '@jest/globals';
import { readEvidenceData } from '../../../functions/recordings/evidence-shape.ts';

const probe = { host: 'db', port: 5432, result: 'open', detail: '', ms: 1 };

describe('probes of a bundle', () => {
  it('know whether they were made from a pod, also where it was recorded in words alone', () => {
    const recorded = [
      { ...probe, from: 'pod api-1' },
      { ...probe, from: 'the VPC' },
    ];
    expect(readEvidenceData('probes', recorded)).toEqual([
      { ...probe, from: 'pod api-1', inside: true },
      { ...probe, from: 'the VPC', inside: false },
    ]);
  });

  it('are taken at their word where they say it themselves', () => {
    const recorded = [{ ...probe, from: 'pod-like words', inside: false }];
    expect(readEvidenceData('probes', recorded)).toEqual(recorded);
    expect(readEvidenceData('probes', undefined)).toBeUndefined();
  });
});
