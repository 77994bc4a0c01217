/**
 * How much of its work an installation does: `notes-only` calls nobody, `off` starts nothing either. The configuration
 * has one, and what `firstnote mode` left in the store goes before it.
 */
export const MODES = ['full', 'notes-only', 'off'] as const;
export type Mode = (typeof MODES)[number];

export const isMode = (value: unknown): value is Mode => MODES.some((mode) => mode === value);
