import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoredIncident, StoredNote } from '../../functions/local/pagerduty/model.ts';
import { TRIAGE_FAULTS, WEBHOOK_FAULTS } from './faults/index.ts';
import { makeClean } from './harness/clean.ts';
import type { Fault } from './harness/fault.ts';
import { restrictedKubeconfig, triage } from './harness/firstnote.ts';
import { type Installation, startInstallation } from './harness/installation.ts';
import { kubeletIsHere } from './harness/kubelet.ts';
import { enter, keep, table } from './harness/ledger.ts';
import { declaredRights, grantedRights, withoutRule } from './harness/rights.ts';
import { deploy, type System } from './harness/system.ts';
import { until } from './harness/until.ts';
import { wrongIn, wrongInNote } from './harness/verdict.ts';

/** The number: the note is there, and right, this long after its webhook. */
const NOTE_WITHIN_MS = 15_000;
/** What is waited for after that, so that a slow machine gives a number and not only a failure. */
const NOTE_AT_LAST_MS = 60_000;
const SETTLE_MS = 3000;

let system: System;
let kubeconfig: string;

/** Makes the fault, does `look` while it lasts, and leaves a healthy system whatever happens. */
const during = async (fault: Fault, look: () => Promise<void>): Promise<void> => {
  try {
    await fault.inject(system);
    await fault.shows(system);
    await sleep(fault.lastsMs ?? SETTLE_MS);
    await look();
  } finally {
    await makeClean(system, fault).catch(async () => {
      system = await deploy();
    });
  }
};

/** FAULTS=name,name runs only these. */
const chosen = (faults: readonly Fault[]): Fault[] => {
  const names = process.env.FAULTS?.split(',');
  return faults.filter(
    ({ name, needs }) => (names?.includes(name) ?? true) && (needs !== 'node' || kubeletIsHere()),
  );
};

beforeAll(async () => {
  system = await deploy();
  kubeconfig = await restrictedKubeconfig();
});

afterAll(() => {
  process.stdout.write(`\n${table()}\n`);
});

describe('the account that firstnote runs as', () => {
  it('may do what `firstnote rbac` declares and nothing beyond', async () => {
    expect(await grantedRights(kubeconfig)).toEqual(await declaredRights());
  });

  it('names a rule that was taken away under NOT CHECKED', async () => {
    const note = await withoutRule('persistentvolumeclaims', kubeconfig, system.namespace);
    expect(note).toMatch(/NOT CHECKED.*needs list persistentvolumeclaims/s);
  });
});

describe('the note that a signed webhook leads to', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await startInstallation(kubeconfig, system.namespace);
  });
  afterAll(() => installation?.stop());

  const noteOf = (incident: StoredIncident): StoredNote | undefined => incident.notes[0];

  it.each(chosen(WEBHOOK_FAULTS).map((fault) => [fault.name, fault] as const))('%s', async (name, fault) => {
    let incident: StoredIncident | undefined;
    await during(fault, async () => {
      incident = installation.open(system.namespace);
      const opened = incident;
      const started = Date.now();
      let wrong: string[] = ['no note'];
      await until(
        'the note is there, and right',
        async () => {
          const note = noteOf(opened)?.content;
          wrong = note === undefined ? ['no note'] : wrongInNote(fault, note);
          return wrong.length === 0;
        },
        NOTE_AT_LAST_MS,
      ).catch(() => undefined);
      const seconds = (Date.now() - started) / 1000;
      const note = noteOf(opened)?.content ?? '';
      keep(`${name}.first.txt`, note);
      await until(
        'the note is complete',
        async () => noteOf(opened)?.content.includes('FIRST VERSION') === false,
      );
      const complete = noteOf(opened)?.content ?? '';
      keep(`${name}.txt`, complete);
      enter({ fault: name, way: 'webhook', ...firstCause(complete), seconds });
      expect({ wrong, note }).toEqual({ wrong: [], note });
      expect(wrongInNote(fault, complete)).toEqual([]);
      expect(seconds * 1000).toBeLessThan(NOTE_WITHIN_MS);
    });
    if (incident === undefined) throw new Error('no incident was opened');
    const opened = incident;
    installation.resolve(opened);
    const finished = await until(
      'recovery finishes the note',
      async () => {
        const content = noteOf(opened)?.content ?? '';
        return /^(NOT )?RECOVERED|^RESOLVED/m.test(content) && content;
      },
      NOTE_AT_LAST_MS,
    );
    keep(`${name}.recovered.txt`, finished);
    expect(finished).not.toMatch(/^NOT RECOVERED/m);
    expect(opened.notes).toHaveLength(1);
  });
});

describe('firstnote triage names first', () => {
  it.each(chosen(TRIAGE_FAULTS).map((fault) => [fault.name, fault] as const))('%s', async (name, fault) => {
    await during(fault, async () => {
      const started = Date.now();
      const report = await triage(kubeconfig, system.namespace);
      const seconds = (Date.now() - started) / 1000;
      const [first] = report.causes;
      keep(`${name}.json`, JSON.stringify(report, null, 2));
      enter({
        ...{ fault: name, way: 'triage', seconds },
        ...{ cause: first?.cause ?? 'none', confidence: first?.confidence ?? '' },
        object: first === undefined ? '' : `${first.object.kind.toLowerCase()}/${first.object.name}`,
      });
      expect(wrongIn(fault, report)).toEqual([]);
    });
  });
});

const firstCause = (note: string): { cause: string; confidence: string; object: string } => {
  const [, confidence = '', cause = 'none', object = ''] =
    /^CAUSE \((\w+)\)\s+(.*): (\S+)$/m.exec(note) ?? [];
  return { cause, confidence, object };
};
