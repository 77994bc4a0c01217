import { connect, type Socket } from 'node:net';

/** One answer at a time, of the kinds that the programs here ask for: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
const answerOf = (text: string): string | null | undefined => {
  const end = text.indexOf('\r\n');
  if (end < 0) return undefined;
  const head = text.slice(1, end);
  if (text[0] === '-') throw new Error(head);
  if (text[0] === '+' || text[0] === ':') return head;
  const lines = text.slice(end + 2).split('\r\n');
  if (Number(head) < 0) return null;
  if (text[0] === '$') return lines.length > 1 ? lines[0] : undefined;
  // An array of two bulk strings, which is what BLPOP answers: the list's name and the value.
  return lines.length > 4 ? lines[3] : undefined;
};

/** Asks a Redis, over one connection a client, which is made anew after an error. */
export const createRedis = (host: string, port: number, timeoutMs: number) => {
  let socket: Socket | undefined;
  const open = async (): Promise<Socket> => {
    if (socket !== undefined) return socket;
    const fresh = connect({ host, port });
    await new Promise<void>((resolve, reject) => {
      fresh.once('connect', resolve).once('error', reject);
    });
    socket = fresh;
    return fresh;
  };
  const close = (): void => {
    socket?.destroy();
    socket = undefined;
  };
  return async (...words: string[]): Promise<string | null> => {
    try {
      const to = await open();
      return await new Promise((resolve, reject) => {
        let text = '';
        const fail = (error: Error): void => reject(error);
        const timer = setTimeout(
          () => fail(new Error(`no answer from ${host}:${port} in ${timeoutMs} ms`)),
          timeoutMs,
        );
        to.removeAllListeners();
        to.on('error', fail).on('close', () => fail(new Error(`connection to ${host}:${port} closed`)));
        to.on('data', (chunk) => {
          text += chunk;
          try {
            const answer = answerOf(text);
            if (answer === undefined) return;
            clearTimeout(timer);
            resolve(answer);
          } catch (error) {
            clearTimeout(timer);
            fail(error as Error);
          }
        });
        to.write(
          `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`,
        );
      });
    } catch (error) {
      close();
      throw error;
    }
  };
};
