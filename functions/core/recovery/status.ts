import { plainLine } from '../plain.ts';
import { redact } from '../redact.ts';
import type { Comparison } from './compare.ts';

const OUTCOMES: Readonly<Record<Comparison['recovered'], string>> = {
  yes: 'Recovered',
  no: 'Resolved, but not recovered',
  unknown: 'Resolved; whether it recovered is not known',
};

/** What stakeholders are told: how it ended, in one line without a cluster's inner names. */
export const statusText = ({ recovered, lines }: Comparison, title: string): string => {
  const rate = lines.find((line) => line.startsWith('5xx '));
  return plainLine(`${OUTCOMES[recovered]}: ${redact(title)}${rate === undefined ? '' : `. ${rate}`}`, 500);
};
