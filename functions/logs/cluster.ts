import type { LogPattern, PatternKind } from '../model/log-summary.ts';
import { redact } from '../redaction/redact.ts';
import { kindOf } from './kinds.ts';
import { isSign, joinTokens, type Tokens, WILDCARD } from './tokens.ts';

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
  /** Whether its own messages name them, and not those that it explains. */
  namesPeers = false;
  readonly tokens: string[];
  readonly gaps: string[];
  /** The first message, as it was: it is redacted before it leaves. */
  readonly message: string;
  /** What was seen at places that became placeholders. */
  readonly seen = new Map<number, Set<string>>();

  constructor({ tokens, gaps }: Tokens, message: string) {
    this.tokens = [...tokens];
    this.gaps = [...gaps];
    this.message = message;
  }

  get kind(): PatternKind {
    this.kindOfMessage ??= kindOf(this.message);
    return this.kindOfMessage;
  }
  private kindOfMessage: PatternKind | undefined;

  /** Adds what was counted for messages that turned out to be of this template. */
  take(other: Cluster): void {
    this.count += other.count;
    this.looked += other.looked;
    this.severity = Math.max(this.severity, other.severity);
    this.first = Math.min(this.first, other.first);
    this.last = Math.max(this.last, other.last);
    for (const [peer, n] of other.peers) this.peers.set(peer, (this.peers.get(peer) ?? 0) + n);
  }

  /** Template, kind and example as they are shown: without secrets. */
  describe(): Pick<LogPattern, 'template' | 'kind' | 'example'> {
    const shown = redact(this.message);
    const tokens = shown === this.message ? this.tokens : withoutSecrets(this.tokens, this.message, shown);
    const example = shown.length > MAX_EXAMPLE ? `${shown.slice(0, MAX_EXAMPLE)}...` : shown;
    return { template: redact(joinTokens({ tokens, gaps: this.gaps })), kind: kindOf(example), example };
  }
}

/** A word that redaction took out of the message must not come back in the template. */
function withoutSecrets(tokens: readonly string[], message: string, shown: string): string[] {
  const isSecret = (word: string): boolean => word !== '' && message.includes(word) && !shown.includes(word);
  return tokens.map((token) =>
    token !== WILDCARD && !isSign(token) && token.split(/\s+/).some(isSecret) ? WILDCARD : token,
  );
}
