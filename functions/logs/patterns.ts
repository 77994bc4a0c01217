import type { LogPattern } from '../core/log-summary.ts';
import { byCount } from '../core/logs/merge.ts';
import { hostsIn, redact } from '../core/redact.ts';
import { Cluster, generalise, headKey, similarity, wordPlaces } from './cluster.ts';
import { MinuteCounts } from './counters.ts';
import { levelOfSeverity } from './levels.ts';
import { joinTokens, type Tokens, tokensOf, WILDCARD } from './tokens.ts';

/** Templates beyond this are counted as one: memory stays flat. */
const MAX_CLUSTERS = 4000;
/** The share of words that must agree (Drain's paper uses 0.4 to 0.5 over blanks-separated words, signs included). */
const MIN_SIMILAR = 0.5;
/** So many first words must be the same: what happened is said early, to whom later. */
const FIXED_WORDS = 2;
/** An early word that takes more values than this with all others equal is a name after all. */
const MAX_EARLY_VALUES = 6;
const MAX_PEERS = 5;
/** Ten times what an example shows: a secret that is cut here is not in it. */
const MAX_MESSAGE = 4000;
/** Looking for hosts costs more than all else: the first messages tell, and later ones at doublings of their shape. */
const MAX_LOOKS = 100;
const OVERFLOW = '(other messages)';

/**
 * Clusters messages into templates. As in Drain (He et al., ICWS 2017), a message is compared only with templates of
 * its length and first words, and words that differ become placeholders; unlike it, signs are tokens that must agree,
 * words with digits are placeholders from the start, and an early word that keeps changing becomes one as well.
 */
export class PatternTable {
  private readonly clusters: Cluster[] = [];
  private readonly byHead = new Map<string, number[]>();
  private readonly earlyValues = new Map<string, Set<string>>();
  private readonly minutes = new MinuteCounts();
  private overflow = -1;

  /** The number of the message's template, made when there is none yet. */
  match(whole: string): number {
    const message = whole.length > MAX_MESSAGE ? whole.slice(0, MAX_MESSAGE) : whole;
    const found = tokensOf(message);
    const key = headKey(found.tokens, FIXED_WORDS);
    const index = this.search(this.byHead.get(key), found.tokens) ?? this.searchEarly(found.tokens, key);
    if (index === undefined) return this.add(found, key, message);
    const cluster = this.clusters[index] as Cluster;
    generalise(cluster, found.tokens);
    if (cluster.looked++ < MAX_LOOKS) this.notePeers(index, message);
    return index;
  }

  /** Counts one line of the template; `time` in epoch ms or NaN, `severity` 0..5. */
  observe(index: number, time: number, severity: number): void {
    const cluster = this.clusters[index] as Cluster;
    cluster.count++;
    if (severity > cluster.severity) cluster.severity = severity;
    if (Number.isNaN(time)) return;
    if (time < cluster.first) cluster.first = time;
    if (time > cluster.last) cluster.last = time;
    this.minutes.add(index, Math.floor(time / 60_000));
  }

  /** Notes the hosts that a line names. */
  private notePeers(index: number, message: string): void {
    const { peers } = this.clusters[index] as Cluster;
    for (const { host, port } of hostsIn(message)) {
      const name = port === undefined ? host : `${host}:${port}`;
      if (peers.size < MAX_PEERS * 4 || peers.has(name)) peers.set(name, (peers.get(name) ?? 0) + 1);
    }
  }

  countOf(index: number): number {
    return this.clusters[index]?.count ?? 0;
  }

  exampleOf(index: number): string {
    return this.clusters[index]?.example ?? '';
  }

  private search(candidates: readonly number[] | undefined, tokens: readonly string[]): number | undefined {
    let best: number | undefined;
    let bestScore = 0;
    for (const index of candidates ?? []) {
      const score = similarity((this.clusters[index] as Cluster).tokens, tokens);
      if (score >= MIN_SIMILAR && score > bestScore) {
        best = index;
        bestScore = score;
      }
    }
    return best;
  }

  /**
   * For a message whose first words are new: whether all but one of them belong to a family of messages that differ in
   * that word only. Then its placeholder takes the word's place.
   */
  private searchEarly(tokens: readonly string[], key: string): number | undefined {
    const words = wordPlaces(tokens, FIXED_WORDS);
    for (const place of words) {
      const blanked = tokens.with(place, WILDCARD);
      const general = headKey(blanked, FIXED_WORDS);
      if (general === key) continue;
      const known = this.search(this.byHead.get(`*${general}`), blanked);
      if (known !== undefined) return known;
      const family = blanked.join(' ');
      let values = this.earlyValues.get(family);
      if (values === undefined) {
        if (this.earlyValues.size > MAX_CLUSTERS * FIXED_WORDS) continue;
        values = new Set();
        this.earlyValues.set(family, values);
      }
      values.add(tokens[place] as string);
      if (values.size > MAX_EARLY_VALUES) return this.addGeneral(blanked, `*${general}`, tokens, place);
    }
    return undefined;
  }

  /** Makes the family's template out of its first member, which has counted some of the lines already. */
  private addGeneral(
    blanked: readonly string[],
    key: string,
    tokens: readonly string[],
    place: number,
  ): number | undefined {
    const members = this.clusters.flatMap((cluster, index) =>
      cluster.tokens.length === tokens.length &&
      cluster.tokens.every((token, i) => i === place || token === tokens[i] || token === WILDCARD)
        ? [index]
        : [],
    );
    const [first] = members;
    if (first === undefined) return undefined;
    const cluster = this.clusters[first] as Cluster;
    cluster.tokens = cluster.tokens.map((token, i) => (blanked[i] === WILDCARD ? WILDCARD : token));
    push(this.byHead, key, first);
    for (const index of members.slice(1)) this.mergedInto.set(index, first);
    return first;
  }
  private readonly mergedInto = new Map<number, number>();

  private add(found: Tokens, key: string, message: string): number {
    if (this.clusters.length >= MAX_CLUSTERS) {
      if (this.overflow < 0) {
        this.overflow = this.clusters.length;
        this.clusters.push(new Cluster({ tokens: [OVERFLOW], gaps: [false] }, OVERFLOW));
      }
      return this.overflow;
    }
    const index = this.clusters.length;
    this.clusters.push(new Cluster(found, message));
    push(this.byHead, key, index);
    this.notePeers(index, message);
    return index;
  }

  /** The templates that lines were counted for, most frequent first. */
  list(): LogPattern[] {
    this.foldMembers();
    return this.clusters
      .flatMap((cluster, index) => (cluster.count === 0 ? [] : [this.describe(cluster, index)]))
      .sort(byCount);
  }

  /** Adds what members of a family had counted before it was one. */
  private foldMembers(): void {
    for (const [from, into] of this.mergedInto) {
      const member = this.clusters[from] as Cluster;
      const family = this.clusters[into] as Cluster;
      family.count += member.count;
      family.severity = Math.max(family.severity, member.severity);
      family.first = Math.min(family.first, member.first);
      family.last = Math.max(family.last, member.last);
      for (const [peer, n] of member.peers) family.peers.set(peer, (family.peers.get(peer) ?? 0) + n);
      for (const [minute, n] of Object.entries(this.minutes.of(from)))
        this.minutes.addAll(into, Number(minute), n);
      member.count = 0;
    }
    this.mergedInto.clear();
  }

  private describe(cluster: Cluster, index: number): LogPattern {
    const peers = [...cluster.peers].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return {
      template: redact(joinTokens(cluster)),
      count: cluster.count,
      first: isoOf(cluster.first),
      last: isoOf(cluster.last),
      level: levelOfSeverity(cluster.severity),
      kind: cluster.kind,
      peers: peers.slice(0, MAX_PEERS).map(([peer]) => peer),
      example: cluster.example,
      minutes: this.minutes.of(index),
    };
  }
}

/** RFC 3339 UTC without empty milliseconds, '' for no time. */
export const isoOf = (ms: number): string =>
  Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString().replace('.000Z', 'Z') : '';

function push(map: Map<string, number[]>, key: string, index: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [index]);
  else known.push(index);
}
