/** The occurrence's name as it stands in a marker: `INCIDENT-EPOCH` (docs/architecture.md). */
const MARKER = /^firstnote ([A-Za-z0-9_]+-\d+)$/;

/** The last line of every note of ours. */
export const markerLine = (occurrence: string): string => `firstnote ${occurrence}`;

/** The occurrence that a note was written for, null when the note is not ours. Trailing white space is forgiven. */
export function occurrenceOf(note: string): string | null {
  const lastLine = note.trimEnd().split('\n').at(-1) ?? '';
  return MARKER.exec(lastLine.trim())?.[1] ?? null;
}

/** True when the note is ours; with an occurrence, when it is the one of that occurrence. */
export function isOurs(note: string, occurrence?: string): boolean {
  const found = occurrenceOf(note);
  return found !== null && (occurrence === undefined || found === occurrence);
}
