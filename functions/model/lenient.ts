import * as z from 'zod/mini';

/**
 * Schemas that never reject: what is missing or of the wrong type becomes a default. Evidence comes from many
 * versions of many programs; one odd field must not hide the rest of an object. Transforms, since a `catch` makes an
 * issue of every missing field, which doubles the time of reading a thousand pods.
 */

/** A string, '' when it is anything else. */
export const text = z.transform((value: unknown): string => (typeof value === 'string' ? value : ''));
/** A finite number, 0 when it is anything else. */
export const count = z.transform((value: unknown): number => (Number.isFinite(value) ? Number(value) : 0));
/** A boolean, false when it is anything else. */
export const flag = z.transform((value: unknown): boolean => value === true);
/** A string or undefined. */
export const maybeText = z.catch(z.optional(z.string()), undefined);
/** A finite number or undefined. */
export const maybeCount = z.catch(z.optional(z.number()), undefined);
/** A boolean or undefined. */
export const maybeFlag = z.catch(z.optional(z.boolean()), undefined);
/** Text or number (int-or-string, quantities), undefined when it is anything else. */
export const maybeIntOrText = z.catch(z.optional(z.union([z.number(), z.string()])), undefined);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Shared by all records: schemas are made when a function starts, and each costs. */
const asObject = z.transform((value: unknown): unknown => (isObject(value) ? value : {}));

/** An object of this shape; anything that is no object reads as an empty one. */
export function record<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.pipe(asObject, z.object(shape));
}

/** As `record`, but undefined when the value is no object: for parts whose absence means something. */
export function maybeRecord<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.catch(z.optional(z.object(shape)), undefined);
}

/** Shared by all lists, as `asObject`. */
const asList = z.transform((value: unknown): unknown[] =>
  Array.isArray(value) ? value.filter((entry) => entry !== null && entry !== undefined) : [],
);

/** A list; entries that are null or undefined are dropped, anything that is no list reads as an empty one. */
export function list<Item extends z.core.$ZodType>(item: Item) {
  return z.pipe(asList, z.array(item));
}

/** A map of strings; entries of another type are dropped. */
export const textMap = z.pipe(
  z.transform(
    (value: unknown): Record<string, string> =>
      isObject(value)
        ? Object.fromEntries(
            Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
          )
        : {},
  ),
  z.record(z.string(), z.string()),
);
