/** The items that are there, so that a list with items under a condition has one per line: `present(a, isLate && b)`. */
export const present = <Item>(...items: readonly (Item | undefined | false)[]): Item[] =>
  items.filter((item): item is Item => item !== undefined && item !== false);

type Defined<Fields> = {
  [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key];
} & {
  [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<Fields[Key], undefined>;
};

/**
 * The fields that have a value: under `exactOptionalPropertyTypes` an optional field is left out, not undefined, and JSON
 * and `in` see it the same way.
 */
export const defined = <Fields extends object>(fields: Fields): Defined<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;
