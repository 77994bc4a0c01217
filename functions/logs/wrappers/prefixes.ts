import { levelOfWord } from '../levels.ts';

/** Where a line starts behind what a tool put before it; `stamp` is the place of a time that belongs to the line. */
interface Peeled {
  readonly at: number;
  readonly stamp?: readonly [start: number, end: number];
}

interface Prefix {
  readonly pattern: RegExp;
  /** False for what looks like such a prefix and is none. */
  readonly holds?: (match: RegExpExecArray) => boolean;
  /** So characteristic that one line tells. */
  readonly isClear: boolean;
  /** What makes it so characteristic where it is not always. */
  readonly clear?: RegExp;
}

/** A tool's colours around its own words. */
const INK = String.raw`(?:\u001b\[[\d;]{0,12}m)*`;
const STAMP = String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d))`;

/** Groups: a time that belongs to the line, if the tool writes one. */
const PREFIXES: readonly Prefix[] = [
  // kubectl logs --prefix (https://kubernetes.io/docs/reference/kubectl/generated/kubectl_logs/)
  { pattern: /^\[pod\/[^\]/\s]{1,253}\/[^\]\s]{1,63}\] /, isClear: true },
  // logcli (https://grafana.com/docs/loki/latest/query/logcli/)
  { pattern: new RegExp(`^${STAMP} \\{[^{}]{0,2000}\\} `), isClear: true },
  // aws logs tail --format detailed (https://docs.aws.amazon.com/cli/latest/reference/logs/tail.html)
  // A stream that ends in a task's or an instance's number is beyond doubt.
  {
    pattern: new RegExp(String.raw`^${STAMP} \S{1,200}/\S{1,200} `),
    isClear: false,
    clear: new RegExp(String.raw`^${STAMP} \S{1,300}/(?:\[\S{1,40}\])?[\da-f]{32} `),
  },
  // A dyno (https://devcenter.heroku.com/articles/logging#log-format); the router's lines are requests of their own.
  { pattern: new RegExp(String.raw`^${STAMP} app\[[\w.-]{1,60}\]: `), isClear: true },
  // Fluentd's stdout (https://docs.fluentd.org/output/stdout)
  {
    pattern: /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})? [+-]\d{4}) [\w.*/-]{1,300}: (?=\{)/,
    isClear: true,
  },
  // Fluentd's out_file (https://docs.fluentd.org/formatter/out_file)
  { pattern: new RegExp(String.raw`^${STAMP}\t[\w.*/-]{1,300}\t(?=\{)`), isClear: true },
  // PM2 (https://pm2.keymetrics.io/docs/usage/log-management/)
  { pattern: new RegExp(String.raw`^${INK}\d{1,4}\|[\w .@/-]{1,80}?\s{0,40}\| ${INK}`), isClear: true },
  // docker compose logs (https://docs.docker.com/reference/cli/docker/compose/logs/)
  {
    pattern: new RegExp(String.raw`^${INK}(?:[\w.-]{1,120}) {1,80}\| ?${INK}`),
    holds: ([whole]) => levelOfWord(/[\w.-]*[\w-]/.exec(whole.replace(COLOURS, ''))?.[0] ?? '') === undefined,
    isClear: false,
  },
  // stern (https://github.com/stern/stern#templates): pod and container; a pod's name ends in a hash or an ordinal.
  {
    pattern: new RegExp(
      String.raw`^(?:[+-] )?${INK}[a-z0-9][a-z0-9.-]{0,240}-(?:[bcdfghjklmnpqrstvwxz2456789]{5}|\d{1,3})${INK} (?:› )?${INK}[a-z0-9][a-z0-9-]{0,62}${INK} `,
    ),
    isClear: false,
    // A pod that is named for its container, before what begins a line.
    clear: new RegExp(
      String.raw`^${INK}([a-z0-9][a-z0-9-]{0,60})-(?:[a-z0-9]{1,10}-[bcdfghjklmnpqrstvwxz2456789]{5}|\d{1,3})${INK} (?:› )?${INK}\1${INK} (?=[[{]|\d{4}[-/])`,
    ),
  },
];
const COLOURS = new RegExp(INK.replace(/\*$/, '+'), 'g');

/** Which tool's prefix a line has, by number, and whether it is beyond doubt; -1 for none. */
export function prefixOf(text: string): { readonly index: number; readonly isClear: boolean } {
  const index = PREFIXES.findIndex((prefix) => peelBy(prefix, text) !== undefined);
  const found = PREFIXES[index];
  return { index, isClear: found?.isClear === true || found?.clear?.test(text) === true };
}

/** The line behind the prefix of this number; undefined when it has none. */
export function peel(index: number, text: string): Peeled | undefined {
  const prefix = PREFIXES[index];
  return prefix === undefined ? undefined : peelBy(prefix, text);
}

function peelBy({ pattern, holds }: Prefix, text: string): Peeled | undefined {
  const match = pattern.exec(text);
  if (match === null || holds?.(match) === false) return undefined;
  const at = match[0].length;
  const stamp = match[1];
  return stamp === undefined ? { at } : { at, stamp: [0, stamp.length] };
}
