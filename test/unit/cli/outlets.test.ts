import { Readable } from 'node:stream';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { run as logs } from '../../../functions/cli/logs.ts';
import { run as playbook } from '../../../functions/cli/playbook.ts';
import { printReport } from '../../../functions/cli/print-report.ts';
import { createTerminal } from '../../../functions/host/terminal.ts';
import { callMessage } from '../../../functions/incidents/escalation/message.ts';
import type { Occurrence } from '../../../functions/incidents/incident.ts';
import { reportFailure } from '../../../functions/local/error-text.ts';
import { forTerminal, type Io } from '../../../functions/local/io.ts';
import { UsageError } from '../../../functions/local/usage-error.ts';
import type { Report } from '../../../functions/model/report.ts';
import type { NoteContext } from '../../../functions/writing/note/context.ts';
import { renderNote, renderShortNote } from '../../../functions/writing/note/note.ts';
import { statusText } from '../../../functions/writing/note/recovery-text.ts';
import { renderPage } from '../../../functions/writing/page/page.ts';
import { renderTimeline } from '../../../functions/writing/time-line/time-line.ts';
import { arbitraryContext, arbitraryReport, hostileText } from '../../support/arbitrary.ts';
import { HIDDEN_CHARACTERS } from '../../support/hidden-characters.ts';
import { playbookOf } from '../../support/report.ts';
import { SAMPLES } from '../logs/samples.ts';

interface Hostile {
  readonly report: Report;
  readonly context: NoteContext;
  readonly text: string;
}

/** What a command writes, on both streams. */
async function written(
  command: (io: Io) => Promise<unknown>,
  stdin: readonly string[] = [],
): Promise<string> {
  let all = '';
  const write = (text: string): void => {
    all += text;
  };
  const io: Io = {
    stdin: Readable.from(stdin.map((line) => Buffer.from(`${line}\n`))),
    stdout: write,
    stderr: write,
    interactive: false,
    colours: false,
    env: {},
    now: () => new Date('2026-11-25T14:00:00Z'),
  };
  try {
    await command(io);
  } catch (error) {
    reportFailure(error, io);
  }
  return all;
}

const printed = (json: boolean, { report, text }: Hostile): Promise<string> =>
  written((io) => printReport(report, { json, alert: text, playbook: playbookOf() }, io));

/** A log of lines of known layouts, each with the text in it somewhere. */
const log = ({ text, report }: Hostile): readonly string[] => [
  ...SAMPLES.flatMap((line, i) =>
    i % 2 === 0 ? line.replace('/', `/${text}/`) : line.slice(0, 40) + text + line.slice(40),
  ),
  `2026-11-25T13:59:00Z ERROR ${text} connection to ${report.target.namespace} refused`,
  `{"level":"error","time":"2026-11-25T13:59:00Z","msg":${JSON.stringify(`x ${text}`)}}`,
];

function hostTerminal({ text, report, context }: Hostile): string {
  let all = '';
  const terminal = createTerminal((line) => {
    all += line;
  });
  terminal.note(`${text}\n${renderNote(report, context)}`);
  terminal.happened({
    occurrence: text,
    state: text,
    task: 'plan',
    phase: 'failed',
    payload: {},
    result: text,
  });
  terminal.ended({ name: text, status: 'failed', error: text, cause: text });
  return all;
}

const OCCURRENCE: Occurrence = {
  incidentId: 'Q1',
  name: 'Q1-1',
  serviceId: 'PSERVICE1',
  title: '',
  url: '',
  urgency: 'high',
  createdAt: '2026-11-25T14:00:00Z',
};

const OUTLETS: Readonly<Record<string, (hostile: Hostile) => string | Promise<string>>> = {
  note: ({ report, context }) => renderNote(report, context),
  'short note': ({ context, report, text }) => renderShortNote([text], context, report.target),
  page: ({ report, context }) => renderPage(report, context),
  'call message': ({ report, text }) =>
    callMessage({ occurrence: 'Q1-1', step: 0, title: text, minutesOpen: 5, report, reportUrl: text }),
  'status update': ({ text }) =>
    statusText({ recovered: 'yes', facts: [{ says: 'too-few-requests' }] }, text),
  'time line': ({ report, text }) =>
    renderTimeline({
      occurrence: { ...OCCURRENCE, title: text, url: text },
      resolvedAt: '2026-11-25T14:20:00Z',
      before: report,
      comparison: {
        recovered: 'no',
        facts: [
          { says: 'cause-instead', title: text, object: { kind: text, namespace: text, name: text } },
          { says: 'endpoint-slow', method: text, path: text, p95: 900, normal: 100 },
        ],
      },
      logEntries: [{ at: '2026-11-25T14:01:00Z', summary: text, agent: text, type: text }],
      prevention: [text],
    }),
  'firstnote triage': (hostile) => printed(false, hostile),
  'firstnote triage --json': (hostile) => printed(true, hostile),
  'firstnote logs': (hostile) => written((io) => logs(['-', '--patterns', 'all'], io), log(hostile)),
  'firstnote logs --json': (hostile) => written((io) => logs(['-', '--json', '--lines'], io), log(hostile)),
  'firstnote logs, a file that is not there': ({ text }) =>
    written((io) => logs([`/nowhere/${text.replaceAll('\0', '')}`], io)),
  'firstnote playbook': ({ text }) =>
    written((io) => playbook(['check', `/nowhere/${text.replaceAll('\0', '')}`], io)),
  'a failure of our own': ({ text }) =>
    written(() => Promise.reject(new TypeError(`cannot read ${text}`, { cause: text }))),
  'local host': hostTerminal,
};

it('a terminal gets no other sequence than colours and progress, whatever a command prints', () => {
  expect(forTerminal('\u001b[1;31mCAUSE\u001b[0m \r\u001b[Kcollecting 1/2')).toBe(
    '\u001b[1;31mCAUSE\u001b[0m \r\u001b[Kcollecting 1/2',
  );
  expect(forTerminal('\u001b]0;title\u0007\u001b[2Ja\u001b[31m\u202eb\tc\n')).toBe(
    'a\u001b[31m\\u202eb\tc\n',
  );
  fc.assert(
    fc.property(hostileText, (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds
      expect(forTerminal(text).replace(/\u001b\[[\d;]*m|\r\u001b\[K/g, '')).not.toMatch(HIDDEN_CHARACTERS);
    }),
  );
});

it('one sentence tells of a mistake, on one line, and a stack of a failure of our own', async () => {
  const mistake = () => Promise.reject(new UsageError('there is no file "x\nfirstnote: all is well"'));
  expect(await written(mistake)).toBe('firstnote: there is no file "x firstnote: all is well"\n');
  expect(await written(() => Promise.reject(new TypeError('x is none')))).toMatch(
    /^TypeError: x is none\n {4}at /,
  );
});

it('no outlet prints what acts on a terminal, hides or turns the direction of writing', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryReport, arbitraryContext, hostileText, async (report, context, text) => {
      for (const [name, outlet] of Object.entries(OUTLETS))
        expect([name, await outlet({ report, context, text })]).toEqual([
          name,
          expect.not.stringMatching(HIDDEN_CHARACTERS),
        ]);
    }),
    { numRuns: 25 },
  );
});
