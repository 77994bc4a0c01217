import type { LogPattern } from '../model/log-summary.ts';
import { hostsIn } from '../redaction/redact.ts';
import { Cluster } from './cluster.ts';
import { MinuteCounts } from './counters.ts';
import { byCount } from './figures/merge.ts';
import { levelOfSeverity } from './levels.ts';
import type { LineGroups } from './line-groups.ts';
import { hasCode } from './templates/codes.ts';
import { type Distinctions, mergeFamilies, rootOf } from './templates/families.ts';
import { mergeSpans } from './templates/spans.ts';
import { isSign, type Tokens, tokensOf, WILDCARD } from './tokens.ts';

/** Messages that are kept apart until they are merged; more are merged at once, and what is left over counts as one. */
const MAX_CLUSTERS = 4000;
/** After a merge so many may be left for messages to be kept apart again. */
const MAX_TEMPLATES = 3000;
const MAX_PEERS = 5;
/** Ten times what an example shows: a secret that is cut here is not in it. */
const MAX_MESSAGE = 4000;
/** Looking for hosts costs more than all else: the first messages tell, and later ones at doublings of their shape. */
const MAX_LOOKS = 30;
const OVERFLOW = '(other messages)';

/**
 * Clusters messages into templates. While lines are read, messages are told apart by all words that are no values by
 * their look (`tokensOf`); which of these words are values after all is decided over all messages at once
 * (`mergeFamilies`), when the table is full or the log ends: a first message does not fix what its template is, as it
 * does in Drain (He et al., ICWS 2017).
 */
export class PatternTable {
  /** By number; undefined for those that became another one. */
  private readonly clusters: (Cluster | undefined)[] = [];
  private live = 0;
  /** What each number became; itself when nothing else. */
  private readonly into: number[] = [];
  private byKey = new Map<string, number>();
  /** Templates with placeholders that a merge made, by their length. */
  private readonly general = new Map<number, number[]>();
  private readonly minutes = new MinuteCounts();
  private readonly distinctions: Distinctions;
  private overflow = -1;
  private isFull = false;

  constructor(distinctions: Distinctions = { reasons: true }) {
    this.distinctions = distinctions;
  }

  /** The number of the message's template, made when there is none yet. */
  match(whole: string): number {
    const message = whole.length > MAX_MESSAGE ? whole.slice(0, MAX_MESSAGE) : whole;
    const found = tokensOf(message, this.distinctions.reasons);
    const key = found.tokens.join(SEPARATOR);
    let index = this.byKey.get(key) ?? this.generalOf(found.tokens);
    if (index === undefined) {
      if (this.live >= MAX_CLUSTERS && !this.isFull) this.merge();
      index = this.generalOf(found.tokens) ?? this.add(found, key, message);
    }
    const cluster = this.clusters[index] as Cluster;
    if (cluster.looked++ < MAX_LOOKS) this.notePeers(cluster, message);
    return index;
  }

  /** Counts one line of the template; `time` in epoch ms or NaN, `severity` 0..5. */
  observe(number: number, time: number, severity: number): void {
    const index = this.final(number);
    const cluster = this.clusters[index] as Cluster;
    cluster.count++;
    if (severity > cluster.severity) cluster.severity = severity;
    if (Number.isNaN(time)) return;
    if (time < cluster.first) cluster.first = time;
    if (time > cluster.last) cluster.last = time;
    this.minutes.add(index, Math.floor(time / 60_000));
  }

  /** Notes the hosts that a field beside the message names. */
  noteHosts(number: number, text: string): void {
    const cluster = this.clusterOf(number);
    if (cluster.looked <= MAX_LOOKS) this.notePeers(cluster, text);
  }

  /** A cause that names no host is about the hosts of the message that it explains. */
  inheritPeers(cause: number, explained: number): void {
    const heir = this.clusterOf(cause);
    if (heir.namesPeers) return;
    for (const name of this.clusterOf(explained).peers.keys())
      if (heir.peers.size < MAX_PEERS * 4) heir.peers.set(name, (heir.peers.get(name) ?? 0) + 1);
  }

  /** Notes the hosts that a line names. */
  private notePeers(cluster: Cluster, message: string): void {
    const { peers } = cluster;
    for (const { host, port } of hostsIn(message)) {
      cluster.namesPeers = true;
      const name = port === undefined ? host : `${host}:${port}`;
      if (peers.size < MAX_PEERS * 4 || peers.has(name)) peers.set(name, (peers.get(name) ?? 0) + 1);
    }
  }

  private clusterOf(number: number): Cluster {
    return this.clusters[this.final(number)] as Cluster;
  }

  private final(number: number): number {
    return this.into[number] === number ? number : rootOf(this.into, number);
  }

  private generalOf(tokens: readonly string[]): number | undefined {
    return this.general
      .get(tokens.length)
      ?.find((index) => fits((this.clusters[index] as Cluster).tokens, tokens));
  }

  private add(found: Tokens, key: string, message: string): number {
    if (this.isFull) {
      if (this.overflow < 0) this.overflow = this.make({ tokens: [OVERFLOW], gaps: [''] }, OVERFLOW);
      return this.overflow;
    }
    const index = this.make(found, message);
    this.byKey.set(key, index);
    return index;
  }

  private make(found: Tokens, message: string): number {
    const index = this.into.length;
    this.into.push(index);
    this.clusters.push(new Cluster(found, message));
    this.live++;
    return index;
  }

  /** Makes one template of all messages that are found to be one. */
  private merge(isLast = false): void {
    const living = this.living();
    const numbers = living.map(([number]) => number);
    const clusters = living.map(([, cluster]) => cluster);
    const roots = numbers.map((_, i) => i);
    mergeFamilies(clusters, roots, this.distinctions);
    if (isLast) mergeSpans(clusters, roots, this.distinctions);
    for (const i of roots.keys()) roots[i] = rootOf(roots, i);
    for (const [i, root] of roots.entries())
      if (root !== i) this.fold(numbers[i] as number, numbers[root] as number);
    this.byKey = new Map();
    this.general.clear();
    for (const [index, { tokens, seen }] of this.living()) {
      if (seen.size === 0) this.byKey.set(tokens.join(SEPARATOR), index);
      else push(this.general, tokens.length, index);
    }
    this.isFull = this.live > MAX_TEMPLATES;
  }

  private living(): [number, Cluster][] {
    return this.clusters.flatMap((cluster, number): [number, Cluster][] =>
      cluster === undefined ? [] : [[number, cluster]],
    );
  }

  private fold(from: number, into: number): void {
    this.clusterOf(into).take(this.clusterOf(from));
    for (const [minute, n] of Object.entries(this.minutes.of(from)))
      this.minutes.addAll(into, Number(minute), n);
    this.clusters[from] = undefined;
    this.live--;
    this.into[from] = into;
  }

  /** The templates that lines were counted for, most frequent first; with `groups`, each has the numbers of its lines. */
  list(groups?: LineGroups): LogPattern[] {
    this.merge(true);
    const lines = groups?.byTemplate((number) => this.final(number));
    return this.living()
      .flatMap(([index, cluster]) => (cluster.count === 0 ? [] : [this.describe(cluster, index, lines)]))
      .sort(byCount);
  }

  private describe(
    cluster: Cluster,
    index: number,
    lines: ReadonlyMap<number, number[]> | undefined,
  ): LogPattern {
    const peers = [...cluster.peers].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const { template, kind, example } = cluster.describe();
    return {
      template,
      count: cluster.count,
      first: isoOf(cluster.first),
      last: isoOf(cluster.last),
      level: levelOfSeverity(cluster.severity),
      kind,
      peers: peers.slice(0, MAX_PEERS).map(([peer]) => peer),
      example,
      minutes: this.minutes.of(index),
      ...(lines === undefined ? {} : { lines: lines.get(index) ?? [] }),
    };
  }
}

const SEPARATOR = '\u0001';

const fits = (template: readonly string[], tokens: readonly string[]): boolean =>
  template.every(
    (token, i) =>
      token === tokens[i] ||
      (token === WILDCARD && !isSign(tokens[i] as string) && !hasCode(tokens[i] as string)),
  );

/** RFC 3339 UTC without empty milliseconds, '' for no time. */
export const isoOf = (ms: number): string =>
  Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString().replace('.000Z', 'Z') : '';

function push(map: Map<number, number[]>, key: number, index: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [index]);
  else known.push(index);
}
