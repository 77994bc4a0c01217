import { FAILURES, IDENTITIES, type ServerId } from '../../../servers/index.ts';
import type { FailureKind, Failures } from '../../../servers/server.ts';
import { anyAsWritten, anyOf, type Words } from '../../../text/any-of.ts';
import { COMMON_PHRASES } from './phrases.ts';

export type { FailureKind };

const OF_SERVERS = Object.values(FAILURES).flatMap(({ phrases }) => phrases);

const KINDS = (Object.entries(COMMON_PHRASES) as readonly (readonly [FailureKind, readonly RegExp[]])[]).map(
  ([kind, common]): readonly [FailureKind, Words] => [
    kind,
    anyAsWritten([...common, ...OF_SERVERS.filter((phrase) => phrase.kind === kind).map(({ text }) => text)]),
  ],
);

/** Whether a line says one kind of thing of the other side, whatever else it says. */
export const saysKind = (kind: FailureKind, text: string): boolean =>
  KINDS.some(([known, expression]) => known === kind && expression.test(text));

/** What a line says of the other side; undefined when it says nothing of it. */
export function failureKind(text: string): FailureKind | undefined {
  return KINDS.find(([, expression]) => expression.test(text))?.[0];
}

const SERVERS = (Object.entries(FAILURES) as readonly (readonly [ServerId, Failures])[])
  .map(([id, { names, phrases }]) => ({
    port: IDENTITIES[id].port,
    telling: [...names, ...phrases.filter(({ shared }) => !shared).map(({ text }) => text)],
  }))
  .filter(({ telling }) => telling.length > 0)
  .map(({ port, telling }) => ({ port, words: anyOf(telling, 'i') }));

/** The usual port of the server that a line is about, by its names and its drivers' words; undefined when none is named. */
export function serverPort(text: string): number | undefined {
  return SERVERS.find(({ words }) => words.test(text))?.port;
}

/**
 * The part of a line that says what failed: what loggers and wrappers put in front of it ("request errored: ") goes,
 * as long as the rest still says the same.
 */
export function gist(text: string): string {
  const kind = failureKind(text);
  // pino-http's own words for any failed request.
  let rest = text.replace(/^request errored: /, '');
  for (let at = rest.indexOf(': '); at >= 0; at = rest.indexOf(': ')) {
    const shorter = rest.slice(at + 2);
    if (kind === undefined || failureKind(shorter) !== kind) break;
    rest = shorter;
  }
  return rest.replace(/^(?:FATAL|ERROR|WARNING|LOG):\s+/, '');
}
