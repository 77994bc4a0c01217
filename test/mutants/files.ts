import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What decides: the score is that of these. */
export const TARGETS = [
  'functions/diagnosis/rank',
  'functions/diagnosis/changes',
  'functions/diagnosis/remedy',
  'functions/diagnosis/recovery',
  'functions/diagnosis/view',
  'functions/diagnosis/mechanisms',
  'functions/redaction',
  'functions/collectors/log-selection.ts',
] as const;

/** Tests of what decides, which are run; those of hosts, stores and clients start servers and decide nothing. */
export const TESTS: readonly string[] = [
  'test/unit/collectors',
  'test/unit/diagnosis',
  'test/unit/incidents',
  'test/unit/logs',
  'test/unit/recover',
  'test/unit/redaction',
  'test/unit/report',
  'test/unit/runbook',
  'test/unit/writing',
  'test/contract',
  'test/golden',
];

/** Tests that are not run for each mutant: they take seconds of CPU, for properties over much generated input or of time. */
const LEFT_OUT = /\.whole\.test\.ts$|\/(?:hostile|stand-in|pagerduty-requests)\.test\.ts$/;

/** Files below the named folders and files, without type declarations. Throws what the file system says of a missing one. */
export const filesOf = (places: readonly string[], isWanted: (file: string) => boolean): readonly string[] =>
  [
    ...new Set(
      places.flatMap((place) =>
        statSync(place).isDirectory()
          ? (readdirSync(place, { recursive: true }) as string[]).map((name) => join(place, name))
          : [place],
      ),
    ),
  ]
    .filter(isWanted)
    .sort();

export const isSource = (file: string): boolean => file.endsWith('.ts') && !file.endsWith('.d.ts');

/** A test that is run for each mutant that it can notice. */
export const isQuickTest = (file: string): boolean => file.endsWith('.test.ts') && !LEFT_OUT.test(file);
