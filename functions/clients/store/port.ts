/** A text and the version that it was read in, for `replace`. */
export interface Stored {
  readonly body: string;
  readonly version: string;
}

export type ContentType = 'application/json' | 'text/html; charset=utf-8' | 'text/markdown; charset=utf-8';

/**
 * Small objects by key ("Q1-1764079400/report.json"): claims, intents and outcomes, evidence, reports and pages.
 * `create` and `replace` are atomic: of any number of callers at once, one gets true. Trouble on the way is a `Failure`
 * of kind retryLater; a missing permission or bucket is `rejected`.
 */
export interface StorePort {
  /** undefined when there is no such object. */
  get(key: string): Promise<Stored | undefined>;
  /** Writes, whatever is there. */
  put(key: string, body: string, type: ContentType): Promise<void>;
  /** Writes only when there is none (If-None-Match: *); false when there is. */
  create(key: string, body: string): Promise<boolean>;
  /** Writes only over this version (If-Match); false when it was changed or deleted meanwhile. */
  replace(key: string, body: string, version: string): Promise<boolean>;
}

/** Segments of letters, digits, '.', '_' and '-', none of them '.' or '..': safe as a path and as an S3 key. */
const KEY = /^(?!.*(^|\/)\.{1,2}(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;
/** S3's limit is 1,024 bytes, a folder's name 255 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
const MAX_KEY_CHARS = 512;

/** True when every store takes this key. */
export const isKey = (key: string): boolean => key.length <= MAX_KEY_CHARS && KEY.test(key);

/** The text as one segment of a key; what a key may not hold becomes '-'. */
export const keySegment = (text: string): string => {
  const safe = text.replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, 200);
  return /^\.*$/.test(safe) ? `-${safe}` : safe;
};
