import { canonical } from '../../model/canonical.ts';
import {
  type CollectorName,
  type EvidenceData,
  type EvidenceSet,
  type EvidenceStatus,
  isComplete,
} from '../../model/evidence.ts';

/** Evidence read in one canonical order, so that the order in which an API answered never shows in a report. */
export interface EvidenceAccess {
  /** The items that were read; [] when nothing was. */
  readonly all: <Name extends CollectorName>(name: Name) => EvidenceData[Name];
  /** `absent` when the collector did not run. */
  readonly status: (name: CollectorName) => EvidenceStatus | 'absent';
  /** True when absence from the list means absence from the cluster. */
  readonly complete: (name: CollectorName) => boolean;
}

export function accessEvidence(evidence: EvidenceSet): EvidenceAccess {
  const sorted = new Map<CollectorName, unknown>();
  const all = <Name extends CollectorName>(name: Name): EvidenceData[Name] => {
    const known = sorted.get(name);
    if (known) return known as EvidenceData[Name];
    const data = (evidence[name]?.data ?? []) as readonly unknown[];
    const ordered = Array.isArray(data) ? canonical(data) : [];
    sorted.set(name, ordered);
    return ordered as unknown as EvidenceData[Name];
  };
  return {
    all,
    status: (name) => evidence[name]?.status ?? 'absent',
    complete: (name) => isComplete(evidence[name]),
  };
}
