import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One folder a case, `recording.json.gz` and `truth.json` in it. */
export const CASES = at('cases/');
export const PROGRAM_FILES = at('programs/');

export const recordingOf = (name: string): string => `${CASES}${name}/recording.json.gz`;

/** A case: its folder, with truth.json and either of the other two. */
export interface CaseFiles {
  readonly truth: string;
  /** What a cluster's API answered (`firstnote record`). */
  readonly recording: string;
  /** What was collected, under other names (`firstnote case new`). */
  readonly bundle: string;
}

const filesIn = (folder: string): CaseFiles => ({
  truth: join(folder, 'truth.json'),
  recording: join(folder, 'recording.json.gz'),
  bundle: join(folder, 'bundle.json.gz'),
});
const isCase = ({ recording, bundle }: CaseFiles): boolean => existsSync(recording) || existsSync(bundle);

/** The files of a case of this set, by its name, or of one elsewhere, by the path of its folder. */
export const caseFiles = (name: string): CaseFiles =>
  filesIn(name.includes('/') || name === '.' ? resolve(name) : join(CASES, name));

/** The file that holds what was recorded of a case. */
export const evidenceOf = (name: string): string => {
  const { recording, bundle } = caseFiles(name);
  return existsSync(recording) ? recording : bundle;
};

/** True of the path of a folder that holds a case and is none of this set. */
export const isElsewhere = (path: string): boolean => path.includes('/') && isCase(caseFiles(path));

/** The cases of this set, by name, sorted. */
export const caseNames = (): readonly string[] =>
  readdirSync(CASES)
    .filter((name) => isCase(caseFiles(name)))
    .sort();
