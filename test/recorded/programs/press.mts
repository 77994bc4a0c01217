import { dayTime, serve, setting } from './kit.mts';

/** Sets pages for print, and keeps the plates of the last hundred. Logs as Symfony does. */
const log = (level: string, text: string): void =>
  console.log(`[${dayTime('.')}] press.${level}: ${text} [] []`);

const plates: string[][] = [];
const KEPT = 100;
serve(8350, ({ path }) => {
  // Strings of their own, so that they lie on the heap and in no buffer.
  plates.push(Array.from({ length: 6000 }, (_, at) => `${path} ${at} ${Math.random()}`));
  if (plates.length > KEPT) plates.shift();
  log('INFO', `page set, ${plates.length} plates on the rack`);
  return { status: 200 };
});
log('INFO', `press warm ${setting('EDITION')}`.trim());
