import type { LogPattern } from '../core/log-summary.ts';
import { redact } from '../core/redact.ts';
import { kindOf } from './kinds.ts';
import { isSign, type Tokens, WILDCARD } from './tokens.ts';

const MAX_EXAMPLE = 400;

/** Messages of one template, and what is counted of them. */
export class Cluster {
  count = 0;
  /** Messages whose hosts were looked for. */
  looked = 0;
  severity = 0;
  /** Epoch ms. */
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  readonly peers = new Map<string, number>();
  tokens: string[];
  readonly gaps: readonly boolean[];
  readonly example: string;
  readonly kind: LogPattern['kind'];

  constructor({ tokens, gaps }: Tokens, message: string) {
    this.tokens = [...tokens];
    this.gaps = gaps;
    const shown = redact(message);
    if (shown !== message) hideSecrets(this.tokens, message, shown);
    this.example = shown.length > MAX_EXAMPLE ? `${shown.slice(0, MAX_EXAMPLE)}...` : shown;
    this.kind = kindOf(this.example);
  }
}

/** A word that redaction took out of the message must not come back in the template. */
function hideSecrets(tokens: string[], message: string, shown: string): void {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as string;
    if (token !== WILDCARD && !isSign(token) && message.includes(token) && !shown.includes(token))
      tokens[i] = WILDCARD;
  }
}

/** Where the first words are that are no placeholders. */
export function wordPlaces(tokens: readonly string[], most: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < tokens.length && places.length < most; i++) {
    const token = tokens[i] as string;
    if (token !== WILDCARD && !isSign(token)) places.push(i);
  }
  return places;
}

/** Length, and the first words that are no placeholders, with their places. */
export const headKey = (tokens: readonly string[], most: number): string =>
  `${tokens.length} ${wordPlaces(tokens, most)
    .map((i) => `${i}${tokens[i]}`)
    .join(' ')}`;

/** The share of equal words; 0 when a sign stands at another place. */
export function similarity(template: readonly string[], tokens: readonly string[]): number {
  if (template.length !== tokens.length) return 0;
  let words = 0;
  let same = 0;
  for (let i = 0; i < tokens.length; i++) {
    const a = template[i] as string;
    const b = tokens[i] as string;
    if (isSign(a) || isSign(b)) {
      if (a !== b) return 0;
      continue;
    }
    words++;
    if (a === b) same++;
    else if (a === WILDCARD) same += 0.5;
  }
  return words === 0 ? 1 : same / words;
}

/** Words that differ become placeholders. */
export function generalise(cluster: Cluster, tokens: readonly string[]): void {
  for (let i = 0; i < tokens.length; i++) if (cluster.tokens[i] !== tokens[i]) cluster.tokens[i] = WILDCARD;
}
