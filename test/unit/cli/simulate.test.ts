import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { simulate } from '../../../functions/cli/simulate.ts';
import { parseSimulateOptions, type SimulateOptions } from '../../../functions/cli/simulate-options.ts';
import { DEMO_PEOPLE } from '../../../functions/console/model.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../../../functions/console/stand-in.ts';
import { verifySignature } from '../../../functions/webhook/signature.ts';
import { loopback } from '../../support/loopback.ts';

const TOKEN = 'u+Simulate';
const ENV = {
  PAGERDUTY_TOKEN: TOKEN,
  PAGERDUTY_FROM: DEMO_PEOPLE.firstnote.email,
  PAGERDUTY_USER_ID: DEMO_PEOPLE.firstnote.id,
  PAGERDUTY_WEBHOOK_SECRET: 'whsec, older',
};

let standIn: StandIn;
let trouble: StandInOptions['trouble'];
beforeEach(async () => {
  trouble = undefined;
  standIn = await startStandIn({ token: TOKEN, minuteMs: 60_000, trouble: (request) => trouble?.(request) });
});
afterEach(() => standIn.close());

const optionsOf = (...argv: string[]): SimulateOptions => {
  const env = { ...ENV, PAGERDUTY_API_URL: standIn.url };
  const options = parseSimulateOptions(['--service', 'PSERVICE', ...argv], env);
  if (options === 'help') throw new Error('no help was asked for');
  return options;
};

/** Runs it to its end, with what it printed. */
async function simulated(options: SimulateOptions, stop: AbortSignal = new AbortController().signal) {
  let stdout = '';
  let stderr = '';
  const io = {
    ...{ stdin: Readable.from([]), env: {}, now: () => new Date(), colours: false, interactive: false },
    stdout: (text: string) => {
      stdout += text;
    },
    stderr: (text: string) => {
      stderr += text;
    },
  };
  const status = await simulate(options, io, stop).catch((error: Error) => error.message);
  return { status, stdout, stderr };
}

/** Does what an installation does: a note on each incident that opens. */
async function installation(noteOf: (incidentId: string) => string) {
  const webhook = await loopback(({ body }) => {
    const { event_type, data } = JSON.parse(body).event;
    if (event_type === 'incident.triggered')
      standIn.account.addNote(data.id, DEMO_PEOPLE.firstnote.id, noteOf(data.id));
    return { status: 202 };
  });
  return webhook;
}
const incident = () => standIn.state().incidents[0];

describe('a test incident', () => {
  it('is of low urgency, says what it is, calls nobody, and is resolved once its note is there', async () => {
    const webhook = await installation((id) => `CAUSE, sure: none\nfirstnote ${id}-1764079400`);
    standIn.subscribe({ url: webhook.url, secret: 'whsec' });
    const { status, stdout, stderr } = await simulated(optionsOf());
    await webhook.close();
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^CAUSE, sure: none\nfirstnote \w+-1764079400\n$/),
    });
    expect(stderr).toMatch(/^opened \w+ .*\nthe note came after [\d.]+ s\nresolved \w+\n$/);
    expect(incident()).toMatchObject({
      ...{ status: 'resolved', urgency: 'low', assignees: ['firstnote'], responders: [] },
      title: expect.stringMatching(/^TEST by "firstnote simulate": nothing is wrong/),
    });
  });

  it('is resolved when no note comes, and that is told', async () => {
    const { status, stderr } = await simulated(optionsOf('--wait', '0.1'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/no note within .* s; "firstnote doctor" says what is not set up/);
    expect(incident()?.status).toBe('resolved');
  });

  it("takes nobody else's note for it, and no other incident's", async () => {
    const webhook = await installation(() => 'I am on it\nfirstnote Q9OTHER-1764079400');
    standIn.subscribe({ url: webhook.url, secret: 'whsec' });
    const { status } = await simulated(optionsOf('--wait', '0.5'));
    await webhook.close();
    expect(incident()?.notes).toHaveLength(1);
    expect(status).toBe(1);
  });

  it('is resolved when it is stopped', async () => {
    const stop = new AbortController();
    const running = simulated(optionsOf(), stop.signal);
    while (incident() === undefined) await new Promise((done) => setImmediate(done));
    stop.abort();
    const { status, stderr } = await running;
    expect(status).toBe(1);
    expect(stderr).toMatch(/stopped\nresolved/);
    expect(incident()?.status).toBe('resolved');
  });

  it('names its address where it cannot be resolved', async () => {
    trouble = ({ method }) => (method === 'PUT' ? 'before' : undefined);
    const { stderr } = await simulated(optionsOf('--wait', '0.1'));
    expect(stderr).toMatch(/could not be resolved; resolve it by hand: https:/);
  });

  it('is not opened on a service that is not there, and that is one sentence', async () => {
    const { status } = await simulated({ ...optionsOf(), service: 'PNONE' });
    expect(status).toMatch(/cannot be opened: PagerDuty POST \/incidents: answered 400.*firstnote doctor/);
  });

  it('goes to who is on call where that is asked for', async () => {
    await simulated(optionsOf('--wait', '0.1', '--user', 'on-call'));
    expect(incident()?.assignees).toEqual(['On-call Engineer']);
  });
});

describe('the event that is sent by hand', () => {
  it('is signed, and of the incident', async () => {
    const webhook = await installation((id) => `firstnote ${id}-1764079400`);
    const { status } = await simulated(optionsOf('--url', webhook.url));
    await webhook.close();
    const [seen] = webhook.seen;
    const signature = String(seen?.headers['x-pagerduty-signature']);
    expect(status).toBe(0);
    expect(verifySignature(Buffer.from(seen?.body ?? ''), signature, ['whsec'])).toBe('valid');
    expect(JSON.parse(seen?.body ?? '').event.data).toMatchObject({
      // The occurrence is named by it: PagerDuty's own delivery of the same incident is then the same occurrence.
      created_at: incident()?.createdAt,
      ...{ id: incident()?.id, urgency: 'low', service: { id: 'PSERVICE' } },
    });
  });

  it('is resolved, and one sentence, when the webhook does not take it', async () => {
    const webhook = await loopback(() => ({ status: 401 }));
    const { status } = await simulated(optionsOf('--url', webhook.url));
    await webhook.close();
    expect(status).toMatch(/with 401: PAGERDUTY_WEBHOOK_SECRET is not the one that it knows/);
    expect(incident()?.status).toBe('resolved');
  });
});

describe('its options', () => {
  it.each([
    [['--wait', '600'], /--wait "600" must be a number of seconds, at most 240/],
    [['--wait', 'soon'], /--wait "soon" must be/],
    [['--url', 'example.com'], /is not a URL/],
  ])('are refused with one sentence: %j', (argv, sentence) => {
    expect(() => optionsOf(...argv)).toThrow(sentence);
  });

  it('need a secret to sign with', () => {
    const argv = ['--service', 'P1', '--url', 'https://api.example/pagerduty'];
    const { PAGERDUTY_WEBHOOK_SECRET: _, ...env } = ENV;
    expect(() => parseSimulateOptions(argv, env)).toThrow('PAGERDUTY_WEBHOOK_SECRET');
  });
});
