export type { Analyzer } from '../core/analyzer.ts';
