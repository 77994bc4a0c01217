/** One statement of a family: `says` names it, the rest are its facts. */
export type Stated<Family, Name extends keyof Family = keyof Family> = {
  [Each in Name]: { readonly says: Each } & Family[Each];
}[Name];

/** A statement that says all by its name. */
export type NoFacts = Readonly<Record<never, never>>;
