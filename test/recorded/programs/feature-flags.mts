import { beat, call, role, serve, setting } from './kit.mts';

/** Tells callers which features are on; each sends the salt of its buckets. Logs as logfmt. */
const say = (level: string, msg: string, more = ''): void =>
  console.log(`ts=${new Date().toISOString()} level=${level} app=${role} msg="${msg}" ${more}`.trimEnd());

if (role === 'flags')
  serve(8888, ({ headers }) => {
    const salt = String(headers['x-bucket-salt']);
    if (/^[0-9a-f]{16}$/.test(salt)) return { status: 200 };
    say('warn', 'salt is no dish, recipe sent back', `len=${salt.length}`);
    return { status: 400, body: 'salt is no dish' };
  });
else {
  serve(8080, () => ({ status: 200 }));
  await beat(900, async (number) => {
    const { status, body } = await call('http://flags:8888/all', {
      headers: { 'x-bucket-salt': setting('SALT') },
    });
    if (status !== 200)
      say('error', `toggles not to be had, flags:8888 turned us down with ${status}`, `why="${body}"`);
    else if (number % 15 === 0) say('info', 'toggles fresh', `round=${number}`);
  });
}
