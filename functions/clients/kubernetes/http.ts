import type http from 'node:http';
import { listPath, logPath } from './paths.ts';
import type { Answer, KubernetesAccess, KubernetesPort } from './port.ts';
import { createTransport, type Transport } from './transport.ts';

/** The most items of one list, when the caller names no limit: a namespace of 10,000 pods is read whole. */
const DEFAULT_MAX_ITEMS = 20_000;

const notJson = (path: string): Answer<never> => ({
  ok: false,
  failure: { kind: 'failed', message: `the answer to ${path.split('?')[0]} is not JSON` },
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

async function getJson(transport: Transport, path: string, signal: AbortSignal): Promise<Answer<unknown>> {
  const answer = await transport.read({ method: 'GET', path, signal });
  if (!answer.ok) return answer;
  try {
    return { ok: true, value: JSON.parse(answer.value) as unknown };
  } catch {
    return notJson(path);
  }
}

interface Page {
  readonly items: readonly unknown[];
  /** What names the page after this one; '' for the last. */
  readonly next: string;
}

async function getPage(transport: Transport, path: string, signal: AbortSignal): Promise<Answer<Page>> {
  const answer = await getJson(transport, path, signal);
  if (!answer.ok) return answer;
  const page = readPage(answer.value);
  return page === undefined ? notJson(path) : { ok: true, value: page };
}

function readPage(value: unknown): Page | undefined {
  if (!isObject(value) || !('items' in value)) return undefined;
  const next =
    isObject(value.metadata) && typeof value.metadata.continue === 'string' ? value.metadata.continue : '';
  return { items: Array.isArray(value.items) ? value.items : [], next };
}

/** Ends at `limit` bytes or on abort, keeping what came; throws when the connection breaks for another reason. */
async function* boundedStream(
  response: http.IncomingMessage,
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      const room = limit - bytes;
      bytes += chunk.length;
      yield chunk.length > room ? chunk.subarray(0, room) : chunk;
      if (bytes >= limit || signal.aborted) return;
    }
  } catch (error) {
    // After an abort node reports ECONNRESET: that is our own doing, not a failure.
    if (!signal.aborted) throw error;
  } finally {
    response.destroy();
  }
}

/**
 * A Kubernetes API over node:https with kept connections. Lists are paged; a list that is aborted or fails after
 * its first page gives the pages that came, as truncated.
 * @throws Error when `access.server` is no URL.
 */
export function createKubernetesClient(access: KubernetesAccess): KubernetesPort {
  const transport = createTransport(access);
  return {
    name: access.name,
    async list(apiVersion, resource, options) {
      const maxItems = options.maxItems ?? DEFAULT_MAX_ITEMS;
      const items: unknown[] = [];
      let next = '';
      let stuck = false;
      do {
        const page = await getPage(transport, listPath(apiVersion, resource, options, next), options.signal);
        if (!page.ok) return items.length > 0 ? { ok: true, value: { items, truncated: true } } : page;
        items.push(...page.value.items);
        // A page that brings nothing, or names itself as the next one, may go on doing so for ever.
        stuck = page.value.items.length === 0 || page.value.next === next;
        next = page.value.next;
      } while (next !== '' && !stuck && items.length < maxItems);
      const truncated = next !== '' || items.length > maxItems;
      return { ok: true, value: { items: items.slice(0, maxItems), truncated } };
    },
    get: (path, signal) => getJson(transport, path, signal),
    async review(path, body, signal) {
      const answer = await transport.read({ method: 'POST', path, signal, body: JSON.stringify(body) });
      if (!answer.ok) return answer;
      try {
        return { ok: true, value: JSON.parse(answer.value) as unknown };
      } catch {
        return notJson(path);
      }
    },
    async log(options) {
      const answer = await transport.open({ method: 'GET', path: logPath(options), signal: options.signal });
      if (!answer.ok) return answer;
      return {
        ok: true,
        value: boundedStream(answer.value, options.limitBytes ?? Number.POSITIVE_INFINITY, options.signal),
      };
    },
    close: () => transport.close(),
  };
}
