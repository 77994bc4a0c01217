import type { CrashStatements } from '../../../model/statements/pods/crash.ts';
import { plural } from '../../../text/format.ts';
import { clockText } from '../../../text/time.ts';
import { shareText } from '../share.ts';
import { its, quoting, type WordsOf } from '../words-of.ts';

export const crashWords: WordsOf<CrashStatements> = {
  'container-not-started': ({ container, failing, said }) =>
    `container ${container} cannot start: ${failing === 'start' ? '' : 'its postStart hook fails, '}${said}`,
  // A program that is meant to serve and ends without an error: nothing keeps it going.
  'container-crashes': ({ container, exitCode, said }) =>
    `container ${container} ${exitCode === 0 ? 'keeps exiting' : 'crashes'} (${exitText(exitCode)})${said === null ? '' : `: "${said}"`}`,
  'container-ended': ({ pods, container, init, waiting, restarts, at, exitCode }, { now }) =>
    `${shareText(pods)}: ${init ? 'init ' : ''}container ${container} ${waiting ?? 'exited'}, ${plural(restarts, 'restart')}${at === null ? '' : `, last exit at ${clockText(at, now)}`}${wasRun(restarts, exitCode) ? ` (${exitText(exitCode)})` : ''}`,
  'run-said': ({ run, said }) =>
    its(quoting(`${run === 'previous' ? 'previous run' : 'log'} said`, said, '')),
  'run-ended-saying': ({ said }) => its(`last lines: ${said.join(' / ')}`),
  'log-explains-nothing': ({ read }) =>
    read ? 'its log does not say why it exited' : 'its log was not read, so why it exited is not known',
  'killed-after-probe': () => its('liveness probe failed before the kubelet killed it'),
};

/** What never ran has no exit code that could be known. */
const wasRun = (restarts: number, exitCode: number | null): boolean => restarts > 0 || exitCode !== null;

/** The shell's codes (POSIX, XCU 2.8.2), and 128 and a signal. */
const EXIT_CODES: Readonly<Record<number, string>> = {
  1: 'application error',
  126: 'command cannot be run',
  127: 'command not found',
  134: 'aborted',
  137: 'SIGKILL',
  139: 'segmentation fault',
  143: 'SIGTERM',
};

function exitText(exitCode: number | null): string {
  if (exitCode === null) return 'exit code unknown';
  const meaning = EXIT_CODES[exitCode];
  return `exit code ${exitCode}${meaning ? `, ${meaning}` : ''}`;
}
