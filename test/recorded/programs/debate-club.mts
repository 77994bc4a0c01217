import { role, serve, setting } from './kit.mts';

/** A forum that has always called everything an error that its makers mean to change one day. Logs as Monolog does. */
const log = (channel: string, level: string, text: string): void =>
  console.log(`[${new Date().toISOString().replace('Z', '000+00:00')}] ${channel}.${level}: ${text} [] []`);

log('app', 'INFO', `forum ${setting('BUILD')} open`);
let shown = 0;
serve(8910, ({ path }) => {
  shown += 1;
  log(
    'deprecation',
    'ERROR',
    `User Deprecated: ${role}\\Thread::voices() will go in 7.0, ask voicesOf() instead`,
  );
  if (shown % 9 === 0)
    log('mail', 'CRITICAL', 'Digest not sent to subscriber 51: mailbox of the reader is full');
  log('request', 'INFO', `Matched route "thread" ${path}`);
  return { status: 200 };
});
