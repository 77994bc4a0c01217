import { describe, expect, it } from '@jest/globals';
import { redact } from '../../../functions/core/redact.ts';
import { summaryText } from '../../../functions/logs/summary-text.ts';
import { lines, read } from './read.ts';
import { plantedSecrets, privateKey } from './secrets.ts';

const SECRETS = plantedSecrets(10);

/** The ways in which a message gets into a log. */
const FORMATS: Readonly<Record<string, (message: string) => string>> = {
  text: (m) => `2026-11-24 14:03:22,123 ERROR [main] app - ${m}`,
  plain: (m) => m,
  json: (m) => JSON.stringify({ level: 50, time: 1795529002123, msg: m }),
  'json error': (m) => JSON.stringify({ level: 'error', ts: 1795529002.1, msg: 'request failed', error: m }),
  logfmt: (m) => `time="2026-11-24T14:03:22Z" level=error msg=${JSON.stringify(m)}`,
  klog: (m) => `E1124 14:03:22.123456       1 server.go:12] ${m}`,
  runtime: (m) => `2026-11-24T14:03:22.123456789Z ${m}`,
  access: (m) =>
    `10.1.2.3 - - [24/Nov/2026:14:03:22 +0000] "GET /x?q=${encodeURI(m)} HTTP/1.1" 500 1 "-" "${m.replaceAll('"', '')}"`,
  trace: (m) =>
    `java.lang.IllegalStateException: outer\n\tat a.b.C.d(C.java:1)\nCaused by: java.io.IOException: ${m}\n\tat a.b.C.e(C.java:2)`,
};

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
  for (const [format, write] of Object.entries(FORMATS))
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
