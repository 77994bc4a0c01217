import { setTimeout as sleep } from 'node:timers/promises';
import { call, role, serve, setting } from './kit.mts';

/** An auction asks a valuer what a piece is worth, which takes its time. Logs as Spring Boot does. */
const log = (level: string, text: string): void =>
  console.log(
    `${new Date().toISOString()} ${level.padStart(5)} 1 --- [${role}] [nio-8780-exec-3] e.h.auction.${role}.Pieces : ${text}`,
  );

const patienceMs = Number(setting('PATIENCE_MS', '3000'));

const valuer = async ({ path }: { path: string }) => {
  await sleep(450 + Math.random() * 100);
  log('INFO', `valued ${path}`);
  return { status: 200 };
};

const auction = async ({ path }: { path: string }) => {
  try {
    await call(`http://valuer:8780${path}`, { timeoutMs: patienceMs });
    return { status: 200 };
  } catch {
    log('ERROR', `no word from the valuer about ${path} when the hammer was due`);
    return { status: 504 };
  }
};

serve(8780, role === 'valuer' ? valuer : auction);
