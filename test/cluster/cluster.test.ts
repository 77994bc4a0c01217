import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { StoredIncident } from '../../functions/console/model.ts';
import { EXTERNAL_FAULTS, TRIAGE_FAULTS, WEBHOOK_FAULTS } from './faults/index.ts';
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

/** A small shared machine may be too busy to show a fault in time: it is injected once more, and the first try is printed. */
jest.retryTimes(1, { logErrorsBeforeRetry: true });

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

const byWebhook = chosen(WEBHOOK_FAULTS);
const outside = chosen(EXTERNAL_FAULTS);
/** Jest refuses a hook where there is no test. */
const describeAny = byWebhook.length + outside.length > 0 ? describe : () => undefined;

describeAny('the note that a signed webhook leads to', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await startInstallation(kubeconfig, system.namespace);
  });
  afterAll(() => installation?.stop());

  for (const fault of byWebhook) {
    it(fault.name, async () => {
      let incident: StoredIncident | undefined;
      try {
        await during(fault, async () => {
          incident = installation.open(system.namespace);
          await expectNote(fault, incident);
        });
      } finally {
        if (incident !== undefined) installation.resolve(incident);
      }
      if (incident !== undefined) await expectRecovery(fault, incident);
    });
  }

  describe('of a service outside, and what firstnote triage says of it', () => {
    for (const fault of outside) {
      it(fault.name, () =>
        during(fault, async () => {
          const incident = installation.open(system.namespace);
          try {
            await expectNote(fault, incident);
            await expectReport(fault);
          } finally {
            installation.resolve(incident);
          }
        }),
      );
    }
  });
});

describe('firstnote triage names first', () => {
  for (const fault of chosen(TRIAGE_FAULTS)) {
    it(fault.name, () => during(fault, () => expectReport(fault)));
  }
});

/** `firstnote triage --json`, asked while the fault lasts, is right. */
const expectReport = async (fault: Fault): Promise<void> => {
  const started = Date.now();
  const report = await triage(kubeconfig, system.namespace);
  const seconds = (Date.now() - started) / 1000;
  keep(`${fault.name}.json`, JSON.stringify(report, null, 2));
  const [first] = report.causes;
  enter({
    ...{ fault: fault.name, way: 'triage', seconds },
    ...{ cause: first?.cause ?? 'none', confidence: first?.confidence ?? '' },
    object: first === undefined ? '' : `${first.object.kind.toLowerCase()}/${first.object.name}`,
  });
  expect(wrongIn(fault, report)).toEqual([]);
};

const contentOf = (incident: StoredIncident): string => incident.notes[0]?.content ?? '';

/** The note is there within the time and right at once, and still right when the logs have been read. */
const expectNote = async (fault: Fault, incident: StoredIncident): Promise<void> => {
  const started = Date.now();
  await until(
    'the note is right',
    async () => incident.notes.length > 0 && wrongInNote(fault, contentOf(incident)).length === 0,
    NOTE_AT_LAST_MS,
  ).catch(() => undefined);
  const seconds = (Date.now() - started) / 1000;
  keep(`${fault.name}.first.txt`, contentOf(incident));
  await until('the note is complete', async () => {
    const note = contentOf(incident);
    return note !== '' && !note.includes('FIRST VERSION');
  });
  const note = contentOf(incident);
  keep(`${fault.name}.txt`, note);
  enter({ fault: fault.name, way: 'webhook', ...firstCause(note), seconds });
  expect({ wrong: wrongInNote(fault, note), note }).toEqual({ wrong: [], note });
  expect(seconds * 1000).toBeLessThan(NOTE_WITHIN_MS);
};

/** Once the incident is resolved, the same note says so. */
const expectRecovery = async (fault: Fault, incident: StoredIncident): Promise<void> => {
  await until(
    'recovery finishes the note',
    async () => /^(NOT )?RECOVERED|^RESOLVED/m.test(contentOf(incident)),
    NOTE_AT_LAST_MS,
  );
  keep(`${fault.name}.recovered.txt`, contentOf(incident));
  expect(contentOf(incident)).not.toMatch(/^NOT RECOVERED/m);
  expect(incident.notes).toHaveLength(1);
};

/** The first cause as a note shows it: words, not an id. */
const firstCause = (note: string): { cause: string; confidence: string; object: string } => {
  const [, confidence = '', cause = 'none', object = ''] =
    /^CAUSE \((\w+)\)\s+(.*): (\S+)$/m.exec(note) ?? [];
  return { cause, confidence, object };
};
