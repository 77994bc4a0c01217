import { reportFailure } from '../local/error-text.ts';
import { type Command, processIo } from '../local/io.ts';
import { UsageError } from '../local/usage-error.ts';

/** Each command is imported only when it is run: `--help` and `logs` must not pay for a Kubernetes client. */
const COMMANDS: Readonly<Record<string, { readonly what: string; readonly load: () => Promise<Command> }>> = {
  triage: {
    what: 'look at a cluster now and print the note (--json: the report)',
    load: async () => (await import('./triage.ts')).run,
  },
  logs: {
    what: 'read a log on its own: what fails, since when, for whom',
    load: async () => (await import('./logs.ts')).run,
  },
  replay: {
    what: 'rebuild the report of a saved bundle, without a cluster',
    load: async () => (await import('./replay.ts')).run,
  },
  record: {
    what: 'save what a cluster answers, redacted, as a recording',
    load: async () => (await import('./record.ts')).run,
  },
  case: {
    what: 'make a case of a saved bundle that can be shared, under other names',
    load: async () => (await import('./case.ts')).run,
  },
  rbac: {
    what: 'print the roles that the collectors need',
    load: async () => (await import('./rbac.ts')).run,
  },
  doctor: {
    what: 'check that an installation is set up, and say what is missing',
    load: async () => (await import('./doctor.ts')).run,
  },
  simulate: {
    what: 'open a test incident, wait for its note, and resolve it',
    load: async () => (await import('./simulate.ts')).run,
  },
  mode: {
    what: 'switch calls, or all of an installation, off and on',
    load: async () => (await import('./mode.ts')).run,
  },
  playbook: {
    what: 'check a playbook, or print its JSON schema',
    load: async () => (await import('./playbook.ts')).run,
  },
};

const help = (): string =>
  [
    'firstnote: the first note on an incident: what is broken, why, what was ruled out, what to type next.',
    '',
    'usage: firstnote COMMAND [OPTION...]     firstnote COMMAND --help',
    '',
    ...Object.entries(COMMANDS).map(([name, { what }]) => `  ${name.padEnd(10)}${what}`),
    '',
    'exit status: 0 a report was made, whatever it says (also that no call was answered),',
    '             1 nothing could be collected (no connection, credentials, namespace), 2 wrong usage',
    '',
  ].join('\n');

async function main(argv: readonly string[]): Promise<number> {
  const io = processIo();
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? io.stderr : io.stdout)(help());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (command === undefined)
      throw new UsageError(`unknown command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}`);
    return await (await command.load())(rest, io);
  } catch (error) {
    return reportFailure(error, io);
  }
}

// "| head" closes the pipe early: that is no failure, and no reason for a stack trace.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
