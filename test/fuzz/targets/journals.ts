import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ExecutionInput } from '../../../functions/contracts/states.ts';
import { createBoard } from '../../../functions/host/board.ts';
import { openJournal } from '../../../functions/host/journal.ts';
import { scratchFile } from '../files.ts';
import { mutatedJson, mutatedText } from '../mutate.ts';
import { Breach, type Target } from '../target.ts';

const occurrence = { name: 'Q1-1764079400', incidentId: 'Q1', createdAt: '2026-11-25T14:03:20Z' };
const timer = { step: 0, at: '2026-11-25T14:08:20Z', name: 'Lead' };
const acceptedAt = '2026-11-25T14:03:21Z';
const FIRST: readonly [object, ...object[]] = [
  { acceptedAt, input: { kind: 'triage', occurrence, playbook: 'p', escalations: [timer] } },
  { acceptedAt, input: { kind: 'recovery', occurrence, playbook: 'p', recoverAt: timer.at } },
];
const LATER: readonly [object, ...object[]] = [
  { task: 'Plan 0123456789abcdef', answer: { lead: true } },
  { ended: true },
];
/** One that is whole, and must go on beside whatever the other has become. */
const SOUND = { kind: 'lapse', occurrence, playbook: 'p', escalations: [timer] } as unknown as ExecutionInput;

/** Files of executions as a full disk, another program or a hand left them: the host starts, and goes on with the others. */
export const journals: Target = {
  name: 'journals',
  async open() {
    const file = scratchFile();
    const folder = join(dirname(file.path), 'executions');
    const sound = await openJournal(folder, Date.now);
    await sound.accept({ name: 'sound', input: SOUND }, acceptedAt);
    return {
      async attempt(random) {
        const lines = [mutatedJson(FIRST, random), mutatedJson(LATER, random)].join('\n');
        file.write(random.next() < 0.5 ? lines : mutatedText([lines], random));
        await rename(file.path, join(folder, 'hostile.jsonl'));
        const journal = await openJournal(folder, Date.now);
        const board = createBoard(Date.now);
        const left = await journal.unfinished();
        for (const execution of left) board.opened(execution.input, Date.parse(execution.acceptedAt));
        if (!left.some(({ name }) => name === 'sound')) throw new Breach('crash', 'the sound one is gone');
      },
      close: file.remove,
    };
  },
};
