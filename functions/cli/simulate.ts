import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pagerDutyAccount } from '../clients/pagerduty/account.ts';
import type { AccountPort, OpenedIncident } from '../clients/pagerduty/account-port.ts';
import { postSigned } from '../doctor/signed.ts';
import { messageOf } from '../local/error-text.ts';
import type { Command, Io } from '../local/io.ts';
import { UsageError } from '../local/usage-error.ts';
import { failureKind } from '../model/failure.ts';
import { defined } from '../model/present.ts';
import { visible } from '../text/plain.ts';
import { occurrenceOf } from '../writing/note/marker.ts';
import { parseSimulateOptions, SIMULATE_HELP, type SimulateOptions } from './simulate-options.ts';

/** ms between two looks for the note: PagerDuty allows 960 requests a minute, and a person waits. */
const POLL_MS = 1_000;
/** ms that a webhook may take to answer; PagerDuty waits 5 s. */
const DELIVERY_MS = 5_000;
const RESOLVE_TRIES = 3;
const TITLE = 'TEST by "firstnote simulate": nothing is wrong, it resolves itself within minutes';

/** `firstnote simulate`. The first Ctrl-C resolves the incident and ends it, a second one ends it at once. */
export const run: Command = async (argv, io) => {
  const options = parseSimulateOptions(argv, io.env);
  if (options === 'help') {
    io.stdout(SIMULATE_HELP);
    return 0;
  }
  const stop = new AbortController();
  const abort = () => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, abort);
  try {
    return await simulate(options, io, stop.signal);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, abort);
  }
};

/** Opens a test incident, waits for its note until `stop` is aborted, and resolves it. Answers the exit status. */
export async function simulate(options: SimulateOptions, io: Io, stop: AbortSignal): Promise<0 | 1> {
  const { api: url, token, from } = options;
  const account = pagerDutyAccount({ url, token, from });
  const incident = await open(account, options);
  io.stderr(`opened ${incident.id} (${incident.url}); waiting for its note\n`);
  try {
    if (options.webhook !== undefined) await deliver(options.webhook, incident, options.service);
    return await awaitNote(account, incident, { waitMs: options.waitMs, stop }, io);
  } finally {
    await resolve(account, incident, io);
  }
}

async function open(account: AccountPort, { service, user }: SimulateOptions): Promise<OpenedIncident> {
  try {
    return await account.createIncident({
      ...{ title: TITLE, serviceId: service },
      ...defined({ assigneeId: user }),
    });
  } catch (error) {
    if (failureKind(error) === undefined) throw error;
    throw new UsageError(
      `the test incident cannot be opened: ${messageOf(error)}; "firstnote doctor" says what is not set up`,
      1,
    );
  }
}

/** @throws UsageError with exit status 1 when the webhook does not take the event. */
async function deliver(
  webhook: { readonly url: string; readonly secret: string },
  { id, url, createdAt: at }: OpenedIncident,
  serviceId: string,
): Promise<void> {
  const event = {
    ...{ id: randomUUID(), event_type: 'incident.triggered', resource_type: 'incident', occurred_at: at },
    data: {
      ...{ id, type: 'incident', title: TITLE, html_url: url, urgency: 'low', created_at: at },
      ...{ status: 'triggered', service: { id: serviceId, type: 'service_reference' } },
    },
  };
  const status = await postSigned(webhook, event, AbortSignal.timeout(DELIVERY_MS)).catch(
    (error: unknown) => {
      throw new UsageError(`${webhook.url} does not answer (${messageOf(error)})`, 1);
    },
  );
  if (status >= 200 && status < 300) return;
  const why = status === 401 ? ': PAGERDUTY_WEBHOOK_SECRET is not the one that it knows' : '';
  throw new UsageError(`${webhook.url} answered the signed event with ${status}${why}`, 1);
}

async function awaitNote(
  account: AccountPort,
  { id }: OpenedIncident,
  { waitMs, stop }: { readonly waitMs: number; readonly stop: AbortSignal },
  io: Io,
): Promise<0 | 1> {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1_000).toFixed(1);
  while (performance.now() - started < waitMs && !stop.aborted) {
    const note = await ourNote(account, id);
    if (note !== undefined) {
      io.stdout(`${visible(note)}\n`);
      io.stderr(`the note came after ${seconds()} s\n`);
      return 0;
    }
    await sleep(POLL_MS, undefined, { signal: stop }).catch(() => undefined);
  }
  if (stop.aborted) io.stderr('stopped\n');
  else
    io.stderr(
      `firstnote: no note within ${seconds()} s; "firstnote doctor" says what is not set up: is the service named in a playbook, and does the webhook subscription cover it?\n`,
    );
  return 1;
}

/** The note that firstnote wrote on the incident; a look that failed passes for none yet. */
async function ourNote(account: AccountPort, id: string): Promise<string | undefined> {
  const notes = await account.notes(id).catch(() => []);
  return notes.find(({ content }) => occurrenceOf(content)?.startsWith(`${id}-`) === true)?.content;
}

async function resolve(account: AccountPort, { id, url }: OpenedIncident, io: Io): Promise<void> {
  for (let tried = 1; tried <= RESOLVE_TRIES; tried += 1) {
    try {
      await account.resolveIncident(id);
      io.stderr(`resolved ${id}\n`);
      return;
    } catch {
      await sleep(POLL_MS);
    }
  }
  io.stderr(`firstnote: ${id} could not be resolved; resolve it by hand: ${url}\n`);
}
