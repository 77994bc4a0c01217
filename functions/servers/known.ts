import type { PatternKind } from '../model/log-summary.ts';
import { IDENTITIES, type ServerId } from './index.ts';
import type { Identity } from './server.ts';

const KNOWN = Object.entries(IDENTITIES) as readonly (readonly [ServerId, Identity])[];

/** The usual ports of all kinds of servers. */
export const SERVER_PORTS: readonly number[] = KNOWN.map(([, { port }]) => port);

/** Words of all servers by which a log line is of a class. */
export const classWords = (kind: PatternKind): readonly RegExp[] =>
  KNOWN.flatMap(([, { classes }]) => classes?.[kind] ?? []);

/** Words of all servers that are an error even in a line without a level. */
export const ERROR_WORDS: readonly RegExp[] = KNOWN.flatMap(([, { errors = [] }]) => errors);

/**
 * What runs there: by images or names, else by its port; undefined where neither tells, and `among` narrows to those
 * that something is known of.
 */
export function serverOf<Part>(
  among: Readonly<Partial<Record<ServerId, Part>>>,
  told: string,
  port: number | undefined,
): Part | undefined {
  const asked = KNOWN.filter(([id]) => among[id] !== undefined);
  const found =
    asked.find(([, { images }]) => images.test(told)) ?? asked.find(([, known]) => known.port === port);
  return found && among[found[0]];
}
