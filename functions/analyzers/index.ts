import type { Analyzer } from './analyzer.ts';

/** Every analyzer; their order has no meaning. */
export const ANALYZERS = [] as const satisfies readonly Analyzer[];
