import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { noAnswer } from '../../../functions/cli/reachable.ts';
import { parseTime } from '../../../functions/local/options.ts';
import { readPlaybook } from '../../../functions/local/read-playbook.ts';
import type { EvidenceSet } from '../../../functions/model/evidence.ts';

describe('a time on the command line', () => {
  it.each([
    '2026-11-25T14:03:22Z',
    '2026-11-25T14:03:22',
    '2026-11-25 14:03:22',
    '2026-11-25T15:03:22+01:00',
  ])('is UTC where it names no zone: %s', (text) => {
    expect(parseTime('--at', text).toISOString()).toBe('2026-11-25T14:03:22.000Z');
  });

  it.each(['yesterday', '14:03', '2026-13-45T00:00:00Z', ''])('is refused with an example: "%s"', (text) => {
    expect(() => parseTime('--at', text)).toThrow('is not a time; write it as 2026-11-25T14:03:22Z');
  });
});

describe('a cluster that does not answer', () => {
  const evidence = (pods: string, events: string): EvidenceSet =>
    ({
      pods: { collector: 'pods', status: pods, detail: '', ms: 1 },
      events: { collector: 'events', status: events, detail: '', ms: 1 },
    }) as EvidenceSet;

  it('is told from one that answers slowly, or refuses', () => {
    expect(noAnswer(evidence('timeout', 'timeout'))).toContain('is the network to it (VPN, proxy) up?');
    expect(noAnswer(evidence('timeout', 'ok'))).toBeUndefined();
    expect(noAnswer(evidence('timeout', 'forbidden'))).toBeUndefined();
    expect(noAnswer(evidence('failed', 'failed'))).toBeUndefined();
  });
});

describe('a wrong playbook', () => {
  const write = (text: string): string => {
    const file = join(mkdtempSync(join(tmpdir(), 'firstnote-')), 'playbook.yaml');
    writeFileSync(file, text);
    return file;
  };

  it('is named with line, column and key', async () => {
    const file = write('version: 1\nname: x\ntarget:\n  namespaze: p\n');
    await expect(readPlaybook(file)).rejects.toThrow(`${file}:4:3: target: "namespace" is missing`);
  });

  it('is named with its line when it is no YAML', async () => {
    const file = write('version: 1\nname: [\n');
    await expect(readPlaybook(file)).rejects.toThrow(/:3:1: is no YAML/);
  });
});
