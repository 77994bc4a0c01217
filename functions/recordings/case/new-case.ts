import { randomBytes } from 'node:crypto';
import { redact } from '../../redaction/redact.ts';
import type { SavedBundle } from '../bundle-file.ts';
import { createRenaming, type Renaming } from './rename.ts';
import { mapStrings } from './strings.ts';

export interface ShareableCase {
  readonly saved: SavedBundle;
  /** For what else is known of the incident: its objects, its report. */
  readonly renaming: Renaming;
}

/** An incident's evidence under new names, redacted once more. Nobody can undo it without `salt`, which is kept nowhere. */
export function shareableCase(
  saved: SavedBundle,
  salt: string = randomBytes(16).toString('hex'),
): ShareableCase {
  const renaming = createRenaming(saved, salt);
  const redacted = mapStrings(renaming.value(saved), (text) => redact(text));
  return { saved: redacted as SavedBundle, renaming };
}
