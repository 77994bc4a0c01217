import { describe, expect, it } from '@jest/globals';
import { summaryText } from '../../../functions/logs/summary-text.ts';
import { redact } from '../../../functions/redaction/redact.ts';
import { lines, read } from './read.ts';
import { plantedSecrets, privateKey, WRITERS } from './secrets.ts';

const SECRETS = plantedSecrets(10);

/** Everything that is kept of a log, in every form in which it is shown or stored. */
function kept(log: string): string {
  const { summary, tail } = read(log, { patterns: 'all', reference: '2026-11-25T00:00:00Z' });
  return `${JSON.stringify(summary)}\n${summaryText(summary)}\n${JSON.stringify(tail)}`;
}

describe('planted secrets', () => {
  it('are 200 of 20 kinds', () => {
    expect(SECRETS).toHaveLength(200);
    expect(new Set(SECRETS.map(({ kind }) => kind)).size).toBe(20);
  });
  for (const [format, write] of Object.entries(WRITERS))
    it(`are in nothing that is kept of a log: ${format}`, () => {
      // Each on its own, where nothing makes a placeholder of it, and all together.
      const each = SECRETS.map(({ message }) => kept(lines(write(message), write(message))));
      const together = kept(lines(...SECRETS.map(({ message }) => write(message))));
      const leaks = SECRETS.filter(({ secret }, i) => each[i]?.includes(secret) || together.includes(secret));
      expect(leaks.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([]);
    });
  it('that span lines are not kept either: a private key', () => {
    const key = privateKey();
    for (const before of [[], ['2026-11-24T14:03:22Z ERROR cannot parse key']]) {
      const all = kept(lines(...before, ...key.lines, 'ERROR done'));
      expect(key.secrets.filter((secret) => all.includes(secret))).toEqual([]);
    }
    expect(
      key.secrets.filter((secret) => redact(JSON.stringify(key.lines.join('\n'))).includes(secret)),
    ).toEqual([]);
    const prefixed = key.lines.map((line) => `2026-11-24T14:03:22.123456789Z ${line}`);
    const all = kept(lines(...prefixed, 'ERROR done'));
    expect(key.secrets.filter((secret) => all.includes(secret))).toEqual([]);
  });
});
