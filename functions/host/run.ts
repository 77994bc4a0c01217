import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { directoryStore } from '../clients/store/directory.ts';
import { ROUTES } from '../contracts/routes.ts';
import { codeOf, failureText, messageOf } from '../local/error-text.ts';
import type { Io } from '../local/io.ts';
import { UsageError } from '../local/usage-error.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { silentLogger } from '../runtime/logger.ts';
import { visible, visibleLine } from '../text/plain.ts';
import { type HostAccount, openAccount } from './account.ts';
import { type Installation, startInstallation } from './installation.ts';
import { openJournal } from './journal.ts';
import { lockFolder } from './lock.ts';
import type { ExecutionResult } from './machine.ts';
import { observeNotes } from './observe.ts';
import { parseStartOptions, START_HELP, type StartOptions } from './options.ts';
import { keepPageKey } from './page-key.ts';
import { pageRoutes } from './page-routes.ts';
import { assertToken, pagerDutyFaults } from './pagerduty-preflight.ts';
import { choosePlaybooks, whoIsLeft } from './playbooks.ts';
import { assertReachable } from './preflight.ts';
import { refusalPrinter } from './refusals.ts';
import { openSource, type Source } from './source.ts';
import { createTerminal } from './terminal.ts';

/** Where a full installation keeps its state; the demonstration's is gone when it ends. */
const STATE = fileURLToPath(new URL('../../.firstnote/', import.meta.url));

/** The host's own part of that folder: its lock, its page's key, and the executions. */
const HOST = 'host';

/**
 * `npm start`: what is deployed, on this machine, until `stop` is aborted, or with --once until the incident of the
 * stand-in has been dealt with. Answers the exit status. @throws UsageError for a mistake of the user.
 */
export async function run(argv: readonly string[], io: Io, stop: AbortSignal): Promise<number> {
  const options = parseStartOptions(argv, io.env);
  if (options === 'help') {
    io.stdout(START_HELP);
    return 0;
  }
  const cleanup: (() => Promise<unknown>)[] = [];
  try {
    const source = await openSource(options, io.now().getTime());
    cleanup.push(() => source.close());
    const account = await openAccount(options);
    cleanup.push(() => account.close());
    const folder = await stateFolder(account, options.state, cleanup);
    cleanup.push(await lockFolder(join(folder, HOST)));
    return await serve(options, { source, account, folder, cleanup }, io, stop);
  } finally {
    for (const close of cleanup.reverse()) await close();
  }
}

interface Parts {
  readonly source: Source;
  readonly account: HostAccount;
  readonly folder: string;
  /** What is closed in the end, the last first. */
  readonly cleanup: (() => Promise<unknown>)[];
}

async function serve(
  options: StartOptions,
  { source, account, folder, cleanup }: Parts,
  io: Io,
  stop: AbortSignal,
): Promise<number> {
  const playbooks = (await choosePlaybooks(options, source.cluster)).map(account.adjust);
  if (options.kubeconfig !== undefined) {
    const namespaces = playbooks.map(({ target }) => target.namespace);
    await assertReachable(await source.access(), namespaces);
  }
  if (options.pagerduty.kind === 'account') await assertToken(options.pagerduty);
  const key = await keepPageKey(join(folder, HOST));
  const terminal = createTerminal(io.stdout);
  let end: (result: ExecutionResult) => void = () => undefined;
  const ended = new Promise<ExecutionResult>((resolve) => {
    end = resolve;
  });
  const installation = await startInstallation({
    store: directoryStore(folder),
    journal: await openJournal(join(folder, HOST, 'executions'), Date.now, (file, why) =>
      io.stderr(failureText(`${file} ${why}: its calls are not made, and it stays as it is`)),
    ),
    pagerduty: observeNotes(account.pagerduty, (incidentId, note) => {
      installation.board.noted(incidentId, note);
      terminal.note(note.content);
    }),
    webhookSecrets: account.webhookSecrets,
    playbooks: async () => playbooks,
    minuteMs: options.minuteMs,
    access: () => source.access(),
    cluster: source.cluster,
    port: options.port,
    logger: silentLogger,
    onTask: (event) => terminal.happened(event),
    onEnd: (result) => {
      terminal.ended(result);
      end(result);
    },
    publicUrl: options.publicUrl,
    onRefused: refusalPrinter((line) => io.stderr(`firstnote: ${visibleLine(line)}\n`), Date.now),
    onTrouble: (error) => io.stderr(failureText(`the state folder cannot be written: ${messageOf(error)}`)),
    routes: (board) =>
      pageRoutes(
        () => ({
          incidents: board.incidents(),
          minuteMs: options.minuteMs,
          source: source.what,
          actions: account.demo !== undefined,
        }),
        key,
        account.demo?.actions,
      ),
  }).catch((error: unknown) => {
    throw portTaken(error, options.port);
  });
  cleanup.push(() => installation.stop());
  greet(io, installation, key, { source, account });
  const left = account.demo ? undefined : whoIsLeft(playbooks);
  if (left !== undefined) io.stderr(`firstnote: ${visible(left)}\n`);
  // Beside what is done: its checks may take a quarter of a minute.
  void warnOfPagerDuty(options, playbooks, io, stop);
  account.demo?.open(
    installation.url + ROUTES.webhook.path,
    playbooks[0]?.target.namespace ?? '',
    io.now().getTime(),
  );
  const stopped = new Promise<'stopped'>((done) => {
    if (stop.aborted) done('stopped');
    stop.addEventListener('abort', () => done('stopped'));
  });
  const how = await (options.once ? Promise.race([stopped, ended]) : stopped);
  return how === 'stopped' || how.status === 'succeeded' ? 0 : 1;
}

function greet(
  io: Io,
  installation: Installation,
  key: string,
  { source, account }: Pick<Parts, 'source' | 'account'>,
): void {
  io.stdout(`firstnote looks at ${visible(source.what)}. Page: ${installation.url}/?key=${key}\n`);
  io.stdout(
    account.demo
      ? 'A stand-in for PagerDuty opens an incident and sends its signed webhook.\n'
      : `It takes PagerDuty's webhooks at ${installation.url}${ROUTES.webhook.path}; Ctrl-C ends it.\n`,
  );
  const { resumed } = installation;
  if (resumed > 0) io.stdout(`It resumes ${resumed === 1 ? 'one execution' : `${resumed} executions`}.\n`);
}

/** A line for each fault of a real account that would keep a note or a call back; none once the host is stopped. */
async function warnOfPagerDuty(
  { pagerduty, publicUrl }: StartOptions,
  playbooks: readonly Playbook[],
  io: Io,
  stop: AbortSignal,
): Promise<void> {
  if (pagerduty.kind !== 'account') return;
  const faults = await pagerDutyFaults(pagerduty, playbooks, { publicUrl, now: () => io.now().getTime() });
  if (!stop.aborted) for (const fault of faults) io.stderr(failureText(fault));
}

async function stateFolder(
  account: HostAccount,
  chosen: string | undefined,
  cleanup: (() => Promise<unknown>)[],
): Promise<string> {
  if (!account.demo) return chosen ?? STATE;
  const folder = await mkdtemp(join(tmpdir(), 'firstnote-'));
  // Again where a webhook that was being accepted writes into it meanwhile (ENOTEMPTY).
  cleanup.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

function portTaken(error: unknown, port: number): unknown {
  const code = codeOf(error);
  if (code === 'EADDRINUSE')
    return new UsageError(`port ${port} is taken; end what uses it, or give another one with --port`);
  if (code === 'EACCES')
    return new UsageError(`port ${port} may not be used by this user; give another one with --port`);
  return error;
}
