import { createServer, request as plain, type Server } from 'node:http';
import { request as secure } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the programs of these systems share. Each words its own log, as its makers would. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}
export interface Answer {
  readonly status: number;
  readonly body?: string;
}

export const setting = (name: string, otherwise = ''): string => process.env[name] ?? otherwise;

/** Which part of the system this process is. */
export const role = process.argv[2] ?? '';

process.on('SIGTERM', () => process.exit(0));

/** Answers HTTP at a port; /up is for probes. What it throws, as when a callee is gone for a moment, is a 500 and no crash. */
export const serve = (port: number, answer: (asked: Asked) => Answer | Promise<Answer>): Server =>
  createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', async () => {
      const { method = 'GET', url: path = '/', headers } = request;
      const answered =
        path === '/up' ? { status: 200 } : await answerOf(() => answer({ method, path, headers, body }));
      response.writeHead(answered.status).end(answered.body ?? '');
    });
  }).listen(port);

const answerOf = async (answer: () => Answer | Promise<Answer>): Promise<Answer> => {
  try {
    return await answer();
  } catch {
    return { status: 500 };
  }
};

export interface Call {
  readonly timeoutMs?: number;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** PEM of the authority that a server of HTTPS is trusted by. */
  readonly ca?: string;
}

/** Asks once, over a connection of its own, so that the endpoints of a Service take turns. */
export const call = (url: string, { timeoutMs = 3000, method = 'GET', headers = {}, body, ca }: Call = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const to = url.startsWith('https:') ? secure : plain;
    const options = { method, headers, agent: false, ca, signal: AbortSignal.timeout(timeoutMs) };
    const asked = to(url, options, (incoming) => {
      let text = '';
      incoming.on('error', reject).on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: text }));
    });
    asked.on('error', reject).end(body);
  });

/** Does something again and again, a pause before each. */
export const beat = async (everyMs: number, work: (number: number) => unknown): Promise<never> => {
  for (let number = 1; ; number += 1) {
    await sleep(everyMs);
    await work(number);
  }
};

/** "2026-11-29 12:03:11,120", "12:03:11.120". */
export const dayTime = (mark = ','): string =>
  new Date().toISOString().replace('T', ' ').replace('.', mark).slice(0, 23);
export const clock = (): string => new Date().toISOString().slice(11, 23);
