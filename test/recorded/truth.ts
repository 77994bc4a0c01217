import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { CAUSE_IDS } from '../../functions/model/cause.ts';
import { caseFiles } from './paths.ts';

/** What was broken, written down before firstnote was asked. */
export interface Truth {
  /** In one sentence. */
  readonly why: string;
  /** The first cause must be one of these; [] where the system was well. */
  readonly causes: readonly string[];
  /** What it must name, "Deployment/cart": where the change that mends it is made. */
  readonly objects: readonly string[];
  /** Where the case is one of a set that is counted apart: "strangers". */
  readonly set?: string | undefined;
  /** What a note must name somewhere for its reader to see why. It does not count for the verdict. */
  readonly says?: readonly string[] | undefined;
}

const schema = z.strictObject({
  why: z.string().check(z.minLength(20)),
  causes: z.array(z.enum(CAUSE_IDS)),
  objects: z.array(z.string().check(z.regex(/^[A-Z]\w+\/[\w.-]+$/))),
  set: z.optional(z.string().check(z.minLength(1))),
  says: z.optional(z.array(z.string().check(z.minLength(1)))),
});

/** What `firstnote case new` leaves empty is said with its fix. */
function wrongPart(issue: { readonly path: readonly PropertyKey[] } | undefined): string {
  const part = issue?.path.join('.') || 'its shape';
  return part === 'why' ? 'why: say in a sentence what was broken' : part;
}

/** @throws an error that says which field is wrong where a text is no truth. */
export const parseTruth = (text: string): Truth => {
  const parsed: unknown = JSON.parse(text);
  const read = z.safeParse(schema, parsed);
  if (!read.success) throw new Error(`truth.json is wrong in ${wrongPart(read.error.issues[0])}`);
  if ((read.data.causes.length === 0) !== (read.data.objects.length === 0))
    throw new Error('truth.json needs both causes and objects, or neither where the system was well');
  return read.data;
};

/** The truth of a case. */
export const readTruth = (name: string): Truth => parseTruth(readFileSync(caseFiles(name).truth, 'utf8'));
