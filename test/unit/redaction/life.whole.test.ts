import { describe, expect, it } from '@jest/globals';
import type { Random } from '../../../bench/random.ts';
import { LAMBDAS } from '../../../functions/contracts/lambdas.ts';
import { FRESH_KINDS } from './fresh-kinds.ts';
import { leaksIn } from './leaks.ts';
import { liveThrough } from './life.ts';
import { type Make, type Planted, SECRET_KINDS } from './secret-kinds.ts';

const ALL: Readonly<Record<string, Make>> = { ...SECRET_KINDS, ...FRESH_KINDS };
/** One of each way in which a secret is known; `planted.whole.test.ts` has all kinds, in what most people see. */
const KINDS = [
  ...['github personal', 'password', 'query apikey', 'mosquitto_sub -P', 'presigned s3 v4'],
  ...['sqlalchemy driver', 'rust option', 'elasticsearch reset'],
];

/** Outlets that tell words of what was read. */
const SPEAKING = [
  ...['call', 'doctor', 'execution'],
  ...['log of doctor', 'log of escalate', 'log of plan', 'log of recover', 'log of report'],
  ...['note', 'status update', 'store: edition.json', 'store: ending.json', 'store: evidence-after-all.json'],
  ...[
    'store: evidence-before-all.json',
    'store: evidence-before-fast.json',
    'store: evidence-before-logs.json',
  ],
  ...['store: plan.json', 'store: report.html', 'view: report', 'view: timeline'],
];

/** Letters of one case with nothing before them that names a secret: a plain word. */
const carried = (random: Random): Planted => {
  const secret = Array.from({ length: 12 }, () => 'bdfgklmnprst'[random.below(12)]).join('');
  return {
    ...{ text: `error: cannot open ${secret}`, secret, path: `/word/${secret}` },
    args: [`run-${secret}`, `--mode=${secret}`],
  };
};

/** Each cell of the table, channel by outlet, with what came through. */
async function cells(kinds: Readonly<Record<string, Make>>) {
  const { planted, outlets } = await liveThrough(kinds);
  const leaks = leaksIn(planted, outlets);
  const heard = new Map<string, Set<string>>(planted.map(({ channel }) => [channel, new Set()]));
  for (const { channel, output } of leaks) heard.get(channel)?.add(output);
  return { planted, outlets: Object.keys(outlets), leaks, heard };
}

describe('secrets in everything that the functions read, from the webhook to the recovery', () => {
  it('are in nothing that they send, store, answer, throw or log', async () => {
    const { planted, leaks } = await cells(
      Object.fromEntries(KINDS.map((kind) => [kind, ALL[kind] as Make])),
    );
    expect(new Set(planted.map(({ kind }) => kind)).size).toBe(KINDS.length);
    expect(leaks.map(({ channel, output, kind }) => `${channel} -> ${output}: ${kind}`)).toEqual([]);
  });
  it('are planted where plain words come through, channel by outlet', async () => {
    // As many as an alert has shapes.
    const { heard, outlets } = await cells(
      Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, carried])),
    );
    expect([...heard].filter(([, to]) => to.size === 0).map(([channel]) => channel)).toEqual([]);
    const speaking = new Set([...heard.values()].flatMap((to) => [...to]));
    // The others say ids, names and counts alone.
    expect([...speaking].sort()).toEqual(SPEAKING);
    expect(outlets).toEqual(expect.arrayContaining(LAMBDAS.map((name) => `log of ${name}`)));
  });
});
