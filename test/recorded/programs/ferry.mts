import { beat, call, dayTime, role, serve } from './kit.mts';

/** A ferry asks a lighthouse for the light before each crossing. Logs as slf4j-simple does. */
const log = (level: string, text: string): void =>
  console.log(`[main] ${level} ${role} - ${dayTime('.')} ${text}`);

if (role === 'lighthouse') serve(8890, () => ({ status: 200 }));
else
  await beat(800, async (number) => {
    try {
      await call('http://lighthouse:8890/light', { timeoutMs: 1500 });
      if (number % 5 === 0) log('INFO', `crossing ${number} done`);
    } catch {
      log('ERROR', `no light at lighthouse:8890, crossing ${number} called off`);
    }
  });
