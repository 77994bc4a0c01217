import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type AccountSetup, DEMO_ACCOUNT, DEMO_PEOPLE } from '../../functions/console/model.ts';
import { startStandIn } from '../../functions/console/stand-in.ts';
import { run } from '../../functions/host/run.ts';
import { signatureOf } from '../../functions/incidents/signature.ts';
import type { Io } from '../../functions/local/io.ts';
import { UsageError } from '../../functions/local/usage-error.ts';
import { startRecordingServer } from '../../functions/recordings/recording-server.ts';
import { freePort } from '../deploy/emulator/free-port.ts';
import { alertDetails, until } from '../support/installed.ts';
import { type LoopbackAnswer, loopback } from '../support/loopback.ts';
import { kubeconfigFor, rawPod, recordingOf } from '../support/recording.ts';

const SECRET = 'whsec-host';
const TOKEN = 'u+host-token';

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanup.splice(0).reverse()) await undo();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'firstnote-host-'));
  cleanup.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** `npm start` in this process, stopped at the end of the test. */
function start(argv: readonly string[], env: Record<string, string> = {}, now = () => new Date()) {
  const said: string[] = [];
  const io: Io = {
    stdin: Readable.from([]),
    stdout: (text) => void said.push(text),
    stderr: (text) => void said.push(text),
    interactive: false,
    colours: false,
    env,
    now,
  };
  const stop = new AbortController();
  const exit = run(argv, io, stop.signal);
  exit.catch(() => {});
  cleanup.push(() => {
    stop.abort();
    return exit.catch(() => {});
  });
  const output = () => said.join('');
  return {
    exit,
    output,
    stop: () => stop.abort(),
    url: () => until(() => /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0]),
  };
}

describe('npm start without any option', () => {
  it('tells a note and three calls of its recording, and ends with 0', async () => {
    const { exit, output } = start(['--once', '--port', '0', '--minute', '0.1']);
    expect(await exit).toBe(0);
    expect(output()).toMatch(/^CAUSE/m);
    expect(output()).toMatch(/^DO NEXT/m);
    // A second lies between the calls: a busy machine may print one before the other.
    const called = output().match(/^called \d\d:\d\d:\d\dZ [^:]+(?=:)/gm) ?? [];
    expect(called.map((line) => line.slice('called 00:00:00Z '.length)).toSorted()).toEqual([
      'Backend Engineering Lead',
      'CTO/Head of Engineering',
      'Engineering Manager',
    ]);
    expect(output()).not.toMatch(/^\w+ failed: /m);
  });

  it('ends with 0 when it is stopped, whatever runs', async () => {
    const host = start(['--port', '0']);
    await host.url();
    host.stop();
    expect(await host.exit).toBe(0);
  });

  it('shows its page to whoever opens the link that it printed, and to nobody else', async () => {
    const host = start(['--port', '0']);
    const url = await host.url();
    const link = /Page: (\S+)\n/.exec(host.output())?.[1] ?? '';
    for (const path of ['/', '/local/board', '/?key=', '/?key=guessed']) {
      const refused = await fetch(url + path, { redirect: 'manual' });
      expect([path, refused.status]).toEqual([path, 403]);
      expect(await refused.text()).toMatch(/^Open the page by the link that npm start printed.*\n$/);
    }
    const acknowledged = await fetch(`${url}/local/acknowledge/Q1`, { method: 'POST' });
    expect(acknowledged.status).toBe(403);

    const opened = await fetch(link, { redirect: 'manual' });
    expect(opened.status).toBe(303);
    expect(opened.headers.get('location')).toBe('/');
    const [cookie = '', ...attributes] = (opened.headers.get('set-cookie') ?? '').split('; ');
    expect(attributes).toEqual(['HttpOnly', 'SameSite=Strict', 'Path=/']);
    const page = await fetch(url, { headers: { cookie: `theme=dark; ${cookie}` } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    const wrong = await fetch(url, { headers: { cookie: `${cookie}x` } });
    expect(wrong.status).toBe(403);
  });

  it('says so when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    cleanup.push(() => other.close());
    const { port } = other.address() as { port: number };
    await expect(start(['--port', String(port)]).exit).rejects.toThrow(
      new RegExp(`^port ${port} is taken; .*--port$`),
    );
  });
});

describe('npm start with a PagerDuty account', () => {
  /** An account that is not the host's own, and a cluster that is reached by a kubeconfig. */
  async function installation(minute = '0.2') {
    const cluster = await startRecordingServer(
      recordingOf({
        'api/v1/pods': { items: [rawPod('api-5d4f8c7b9-a', { ready: false, restarts: 4 })] },
      }),
    );
    cleanup.push(() => cluster.close());
    const account = await startStandIn({ token: TOKEN, minuteMs: 60_000 });
    cleanup.push(() => account.close());
    const files = folder();
    writeFileSync(join(files, 'kubeconfig'), kubeconfigFor(cluster.url));
    writeFileSync(
      join(files, 'playbook.yaml'),
      `version: 1
name: Shop
services: [${account.account.setup.service.id}]
target: { namespace: shop, workload: deployment/api }
escalation: [{ after: 5, name: Lead, responder: { type: user, id: ${DEMO_PEOPLE.lead.id} } }]
`,
    );
    const host = start(
      [
        ...['--kubeconfig', join(files, 'kubeconfig'), '--playbook', join(files, 'playbook.yaml')],
        ...['--state', join(files, 'state'), '--port', '0', '--minute', minute],
      ],
      {
        PAGERDUTY_TOKEN: TOKEN,
        PAGERDUTY_WEBHOOK_SECRET: `older,${SECRET}`,
        PAGERDUTY_FROM: DEMO_PEOPLE.firstnote.email,
        PAGERDUTY_USER_ID: DEMO_PEOPLE.firstnote.id,
        PAGERDUTY_API_URL: account.url,
      },
    );
    return { account, host, files, webhook: `${await host.url()}/pagerduty` };
  }

  it('is a full installation: it takes real webhooks and makes no incident of its own', async () => {
    const { account, host, files, webhook } = await installation();
    expect(host.output()).toContain("It takes PagerDuty's webhooks at");
    expect(host.output()).toContain('only incidents of the services PSERVICE are answered for');
    account.subscribe({ url: webhook, secret: SECRET });
    const { id } = account.account.open({ title: 'ShopErrors', details: alertDetails('ShopErrors') });
    const incident = await until(() => {
      const [found] = account.state().incidents;
      return found?.responders.length === 1 && found.notes.length === 1 && found;
    });
    expect(incident.id).toBe(id);
    expect(incident.notes[0]?.content).toMatch(/^firstnote · ShopErrors · critical · shop\/deployment\/api/);
    expect(account.state().incidents).toHaveLength(1);
    expect(statSync(join(files, 'state', 'host', 'page-key')).mode & 0o777).toBe(0o600);
    // A responder has the note's link and not the page's.
    const link = /http:\/\/127\.0\.0\.1:\d+\/reports\/\S+/.exec(incident.notes[0]?.content ?? '')?.[0] ?? '';
    expect((await fetch(link)).status).toBe(200);
    expect((await fetch(link.replace(/\?.*$/, ''))).status).not.toBe(200);
    const page = await fetch(/Page: (\S+)\n/.exec(host.output())?.[1] ?? '', { redirect: 'manual' });
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const board = await fetch(new URL('/', webhook), { headers: { cookie } });
    expect(board.headers.get('content-security-policy')).toContain("form-action 'none'");
    expect(host.output()).not.toContain(TOKEN);
    expect(host.output()).not.toContain(SECRET);
  });

  it('answers what is not PagerDuty as PagerDuty should be answered, and starts nothing', async () => {
    const { account, host, webhook } = await installation();
    const post = async (body: string | Buffer, headers: Record<string, string> = {}) =>
      (await fetch(webhook, { method: 'POST', body, headers })).status;
    const signed = (body: string | Buffer) => ({
      'x-pagerduty-signature': signatureOf(Buffer.from(body), SECRET),
    });
    const event = JSON.stringify({ event: { event_type: 'incident.triggered', data: { id: 'Q1' } } });
    expect(await post(event)).toBe(401);
    expect(await post(`${event} `, signed(event))).toBe(401);
    expect(await post('no json', signed('no json'))).toBe(400);
    expect(await post(Buffer.alloc(1024 * 1024))).toBe(413);
    const unknown = JSON.stringify({ event: { event_type: 'incident.sung', data: {} } });
    expect(await post(unknown, signed(unknown))).toBe(202);
    const ping = JSON.stringify({ event: { event_type: 'pagey.ping', data: {} } });
    expect(await post(ping, signed(ping))).toBe(200);
    expect(account.state().incidents).toEqual([]);
    expect(host.output()).toMatch(/a webhook from 127\.0\.0\.1 was refused with 401: no signature/);
    expect(host.output()).not.toContain(SECRET);
  });
});

describe('what npm start says of a PagerDuty account', () => {
  const { firstnote, lead } = DEMO_PEOPLE;
  const environment = (url: string) => ({
    PAGERDUTY_TOKEN: TOKEN,
    PAGERDUTY_WEBHOOK_SECRET: SECRET,
    PAGERDUTY_FROM: firstnote.email,
    PAGERDUTY_USER_ID: firstnote.id,
    PAGERDUTY_API_URL: url,
  });
  const playbook = ({ service, responder }: { service: string; responder: string }): string => {
    const file = join(folder(), 'playbook.yaml');
    writeFileSync(
      file,
      `version: 1
name: Shop
services: [${service}]
target: { namespace: shop, workload: deployment/api }
escalation: [{ after: 5, name: Lead, responder: ${responder} }]
`,
    );
    return file;
  };
  const account = async (setup: Partial<AccountSetup> = {}) => {
    const standIn = await startStandIn({
      token: TOKEN,
      minuteMs: 60_000,
      setup: { ...DEMO_ACCOUNT, ...setup },
    });
    cleanup.push(() => standIn.close());
    return standIn;
  };
  const argv = (file: string, ...more: string[]) => [
    ...['--port', '0', '--state', folder(), '--playbook', file, ...more],
  ];
  const sound = { service: DEMO_ACCOUNT.service.id, responder: `{ type: user, id: ${lead.id} }` };

  it.each([
    [
      'a service that is not there',
      { playbook: { ...sound, service: 'PGONE' } },
      'service PGONE: the playbook "Shop" names it, and there is none -> fix services[0] in the playbook "Shop"',
    ],
    [
      'an escalation policy that is not there',
      { playbook: { ...sound, responder: '{ type: escalation_policy, id: PGONE }' } },
      'responder PGONE: the playbook "Shop" calls Lead, and there is no escalation policy PGONE -> fix',
    ],
    [
      'a person whom no call reaches',
      { setup: { users: [firstnote, { ...lead, isReached: false }] } },
      `responder ${lead.id}: the playbook "Shop" calls ${lead.name}, who has no contact method -> in PagerDuty`,
    ],
    [
      'a user that is not there',
      { setup: { users: [lead] } },
      `PagerDuty user: there is no user ${firstnote.id} -> set PAGERDUTY_FROM and PAGERDUTY_USER_ID`,
    ],
    [
      'another address than that of the user',
      { setup: { users: [{ ...firstnote, email: 'other@example.com' }, lead] } },
      `PagerDuty user: the user ${firstnote.id} (firstnote) does not have the address ${firstnote.email} -> set`,
    ],
    [
      'a clock that is wrong',
      { now: () => new Date(Date.now() - 60 * 60_000) },
      /^firstnote: PagerDuty clock: \d+ s ahead of ours -> synchronise/m,
    ],
  ] as const)('has a line for %s', async (_, wrong, line) => {
    const {
      setup = {},
      playbook: named = sound,
      now = () => new Date(),
    } = { ...wrong } as {
      setup?: Partial<AccountSetup>;
      playbook?: typeof sound;
      now?: () => Date;
    };
    const { url } = await account(setup);
    const host = start(argv(playbook(named)), environment(url), now);
    await host.url();
    const warned = () => host.output().match(/^firstnote: .* -> .*$/gm) ?? undefined;
    const [only, ...others] = await until(warned);
    expect(only).toMatch(typeof line === 'string' ? `firstnote: ${line}` : line);
    expect(others).toEqual([]);
  });

  it('tries the subscription to its public address, and the webhook behind it', async () => {
    const standIn = await account();
    const port = String(await freePort());
    const publicUrl = `http://127.0.0.1:${port}`;
    const events = ['incident.triggered'];
    standIn.subscribe({ url: `${publicUrl}/pagerduty`, secret: `other-${SECRET}`, events });
    const args = argv(playbook(sound), '--public-url', publicUrl, '--port', port);
    const host = start(args, environment(standIn.url));
    const line = await until(() => /^firstnote: webhook subscription .*$/m.exec(host.output())?.[0]);
    expect(line).toMatch(/it does not deliver .*incident\.resolved.* -> /);
    // Its own signed event was answered: only the subscription is wrong.
    expect(host.output()).not.toMatch(/^firstnote: webhook: /m);
  });

  it('is said while the host runs: PagerDuty may take its time', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = await loopback(async ({ url }) => {
      if (url.startsWith('/abilities')) return { status: 200, body: '{"abilities":[]}' };
      await released;
      return { status: 404, body: '{}' };
    });
    cleanup.push(() => slow.close());
    const host = start(argv(playbook(sound)), environment(slow.url));
    const url = await host.url();
    await until(() => slow.seen.some((request) => request.url.startsWith('/users/')));
    expect((await fetch(`${url}/pagerduty`, { method: 'POST', body: '{}' })).status).toBe(401);
    expect(host.output()).not.toContain('PagerDuty user');
    release();
    await until(() => host.output().includes('PagerDuty user: there is no user'));
  });

  it.each<[string, LoopbackAnswer | 'hang', string]>([
    ['is away', { status: 503, body: '' }, 'answered 503'],
    ['does not answer', 'hang', 'no answer within its deadline'],
    ['answers no JSON', { status: 200, body: '<html>' }, 'answered 200 without JSON'],
  ])('is one sentence when PagerDuty %s, and the host runs', async (_, reply, why) => {
    const away = await loopback(() => reply);
    cleanup.push(() => away.close());
    const host = start(argv(playbook(sound)), environment(away.url));
    await host.url();
    const token = () => /^firstnote: PagerDuty token: .*$/m.exec(host.output())?.[0];
    expect(await until(token, 20_000)).toContain(`PagerDuty GET /abilities: ${why}`);
    expect(host.output().match(/ -> /g)).toHaveLength(1);
  });
});

describe('npm start with what cannot work', () => {
  it('does not start with a token that PagerDuty refuses, and says so in one sentence', async () => {
    const account = await startStandIn({ token: TOKEN, minuteMs: 60_000 });
    cleanup.push(() => account.close());
    const env = {
      PAGERDUTY_TOKEN: 'u+other',
      PAGERDUTY_WEBHOOK_SECRET: SECRET,
      PAGERDUTY_FROM: DEMO_PEOPLE.firstnote.email,
      PAGERDUTY_USER_ID: DEMO_PEOPLE.firstnote.id,
      PAGERDUTY_API_URL: account.url,
    };
    await expect(start(['--port', '0', '--state', folder()], env).exit).rejects.toMatchObject({
      message: expect.stringMatching(/^PagerDuty refuses the token in PAGERDUTY_TOKEN; /),
      exitCode: 1,
    });
  });

  it.each([
    'firstnote.example',
    'https://host.example/path',
    'https://user:pw@host.example',
    'ftp://host.example',
  ])('takes no public address that is none: %s', async (address) => {
    await expect(start(['--public-url', address]).exit).rejects.toThrow(/^--public-url .*without a path/);
  });

  it.each([
    ['a kubeconfig that does not exist', ['--kubeconfig', '/nowhere'], /\/nowhere does not exist/, 2],
    ['a playbook that does not exist', ['--playbook', '/nowhere'], /\/nowhere cannot be read/, 2],
    ['a workload that is none', ['--workload', 'api'], /write it as deployment\/api/, 2],
  ])('ends with one sentence for %s', async (_, argv, sentence, code) => {
    const error: unknown = await start(['--port', '0', ...argv]).exit.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message: expect.stringMatching(sentence), exitCode: code });
  });

  it('ends before it starts when the cluster or the namespace is not there', async () => {
    const cluster = await startRecordingServer(recordingOf({}));
    const files = folder();
    writeFileSync(join(files, 'kubeconfig'), kubeconfigFor(cluster.url));
    const argv = ['--kubeconfig', join(files, 'kubeconfig'), '--port', '0'];
    await expect(start([...argv, '--namespace', 'nowhere']).exit).rejects.toMatchObject({
      message: expect.stringContaining('there is no namespace "nowhere"'),
      exitCode: 1,
    });
    await cluster.close();
    await expect(start(argv).exit).rejects.toMatchObject({
      message: expect.stringContaining('cannot be reached (ECONNREFUSED)'),
      exitCode: 1,
    });
  });
});
