import { setTimeout as sleep } from 'node:timers/promises';

/** Asks the URLs of its arguments in turn, EVERY_MS apart, and says once a minute how many were answered with what. */
const { EVERY_MS = '300', TIMEOUT_MS = '8000' } = process.env;
const urls = process.argv.slice(2);
const REPORT_MS = 60_000;
let counts: Record<string, number> = {};

const ask = async (url: string): Promise<void> => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(Number(TIMEOUT_MS)) }).then(
    ({ status }) => String(status),
    () => 'none',
  );
  counts[answer] = (counts[answer] ?? 0) + 1;
};

setInterval(() => {
  console.log(`answers in the last minute: ${JSON.stringify(counts)}`);
  counts = {};
}, REPORT_MS);
process.on('SIGTERM', () => process.exit(0));
for (let number = 0; ; number += 1) {
  // Not awaited: a slow server gets no fewer requests for it.
  void ask(urls[number % urls.length] ?? '');
  await sleep(Number(EVERY_MS));
}
