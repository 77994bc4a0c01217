import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { caseFiles, caseNames } from '../recorded/paths.ts';
import { BROKEN_SECONDS } from '../recorded/seconds.ts';
import { SYSTEMS } from '../recorded/systems/index.ts';
import type { System } from '../recorded/systems/system.ts';
import { triagedBefore } from '../recorded/triage-case.ts';

/** From breaking a system to the recorder's wait for its end: applying it, and for DojoPool until it shows. */
const BREAKING_SECONDS = 35;

const systemOf = (name: string): Partial<System> | undefined => {
  if (name.startsWith('dojopool-')) return {};
  return Object.hasOwn(SYSTEMS, name) ? SYSTEMS[name] : undefined;
};

/** Those that the recorder made, so that it is known when they were well; not those with a fault from the start. */
const made = caseNames().filter((name) => {
  const system = systemOf(name);
  return system !== undefined && system.before === undefined && existsSync(caseFiles(name).recording);
});

describe('a recorded case, asked of a moment before it was broken', () => {
  it.each(made)('%s: names nothing', async (name) => {
    const seconds = (systemOf(name)?.brokenSeconds ?? BROKEN_SECONDS) + BREAKING_SECONDS;
    const { report } = await triagedBefore(name, seconds);
    const named = report.causes.filter(({ confidence }) => confidence !== 'low');
    expect(named.map(({ cause, object }) => `${cause} of ${object.kind}/${object.name}`)).toEqual([]);
  });
});
