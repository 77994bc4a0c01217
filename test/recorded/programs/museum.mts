import { dayTime, serve } from './kit.mts';

/** Shows exhibits; whoever asks for another is told so, and the log is stern about it. Logs as Play does. */
const log = (level: string, text: string): void =>
  console.log(`${dayTime()} [${level}] from museum.Rooms in dispatcher-8 - ${text}`);

serve(8840, ({ path }) => {
  if (/^\/room\/\d+$/.test(path)) {
    log('info', `shown ${path}`);
    return { status: 200 };
  }
  log('error', `no such exhibit: ${path}, visitor turned away`);
  return { status: 404 };
});
