import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escalationTimers } from '../../../functions/incidents/escalation/timers.ts';
import { choosePlaybook } from '../../../functions/incidents/occurrence/choose-playbook.ts';
import {
  type CompiledPlaybook,
  indexText,
  playbookChecksum,
  playbookId,
  readPlaybookIndex,
} from '../../../functions/playbook/compiled.ts';
import type { Playbook } from '../../../functions/playbook/playbook.ts';
import { playbookOf } from '../../support/report.ts';
import { PLAYBOOK } from '../../support/runbook.ts';

const compiled = (playbook: unknown, more: object = {}) => ({
  ...{ id: 'api', version: 1, pushedAt: '2026-11-25T14:00:00.000Z' },
  sha256: playbookChecksum(playbook),
  playbook,
  ...more,
});
const api = playbookOf({ name: 'API', services: ['PAPI1'] });
const whole = (index: ReturnType<typeof readPlaybookIndex>) => {
  if (!index.ok) throw new Error(index.why);
  return index;
};
const namesIn = (text: string) => whole(readPlaybookIndex(text)).entries.map(({ playbook }) => playbook.name);

describe('an index', () => {
  it('gives back what was put into it', () => {
    const entries = [compiled(api), compiled(PLAYBOOK, { id: 'dojopool-api', version: 7 })];
    expect(whole(readPlaybookIndex(indexText(entries)))).toEqual({ ok: true, entries, disabled: [] });
  });

  it('may be written anew with its keys in another order: the checksum is that of what it says', () => {
    const turned = Object.fromEntries(Object.entries(api).reverse());
    expect(Object.keys(turned)).not.toEqual(Object.keys(api));
    expect(namesIn(indexText([compiled(api, { playbook: turned })]))).toEqual(['API']);
  });

  it('of an earlier checker has defaults for what that one did not know', () => {
    const { prevention: _, metrics: __, ...earlier } = api;
    const [entry] = whole(readPlaybookIndex(indexText([compiled(earlier)]))).entries;
    expect(entry?.playbook).toEqual(api);
  });

  it.each([
    ['no JSON', '{', 'is no index of playbooks'],
    ['empty', '', 'is no index of playbooks'],
    ['a list', '[]', 'is no index of playbooks'],
    ['without its list', '{"format":1}', 'is no index of playbooks'],
    [
      'of another format',
      '{"format":2,"playbooks":[]}',
      'is not of format 1: another version of firstnote wrote it',
    ],
    ['huge', ' '.repeat(4 * 1024 * 1024 + 1), 'is longer than 4 MiB'],
  ])('that is %s is refused as a whole', (_, text, why) => {
    expect(readPlaybookIndex(text)).toEqual({ ok: false, why });
  });
});

describe('an entry that does not hold', () => {
  const altered = { ...api, escalation: [{ after: 5, name: 'Somebody else' }] };
  it.each<[string, unknown, string, string]>([
    ['null', null, 'entry 1', 'it is no map'],
    ['text', 'API', 'entry 1', 'it is no map'],
    ['a list', [], 'entry 1', 'it is no map'],
    ['without its push', { playbook: api }, 'API', 'it does not say which push brought it'],
    ['without a playbook', compiled(null), 'api', 'it holds no playbook'],
    ['altered', compiled(api, { playbook: altered }), 'API', 'its checksum does not hold: it was altered'],
    [
      'without a checksum',
      compiled(api, { sha256: undefined }),
      'API',
      'its checksum does not hold: it was altered',
    ],
    [
      'of another format',
      compiled({ ...api, version: 2 }),
      'API',
      'its format is not known to this version of firstnote',
    ],
    [
      'with alerts that are none',
      compiled({ ...api, alerts: [null] }),
      'API',
      'its "alerts" is not as the checker leaves it',
    ],
    [
      'with a service that is no text',
      compiled({ ...api, services: [7] }),
      'API',
      'its "services" is not as the checker leaves it',
    ],
    [
      'with an endless timer',
      compiled({ ...api, escalation: [{ after: 1e300, name: 'x' }] }),
      'API',
      'its "escalation" is not as the checker leaves it',
    ],
    [
      'with more steps than an execution can take',
      compiled({ ...api, escalation: Array.from({ length: 8 }, () => ({ after: 5, name: 'x' })) }),
      'API',
      'its "escalation" is not as the checker leaves it',
    ],
    [
      'with a Prometheus that is no text',
      compiled({ ...api, prometheus: 7 }),
      'API',
      'its "prometheus" is not as the checker leaves it',
    ],
    [
      'without a target',
      compiled({ ...api, target: {} }),
      'API',
      'its "target" is not as the checker leaves it',
    ],
  ])('%s is disabled alone, by name', (_, entry, name, why) => {
    const index = whole(readPlaybookIndex(indexText([entry, compiled(PLAYBOOK)])));
    expect(index.disabled).toEqual([{ name, why }]);
    expect(index.entries.map(({ playbook }) => playbook.name)).toEqual(['DojoPool API']);
  });

  it('never hides a good one and never throws, whatever is in it', () => {
    const keys = ['id', 'version', 'pushedAt', 'sha256', 'playbook', '__proto__', 'constructor', 'toString'];
    const parts = [...Object.keys(api), '__proto__', 'constructor', 'length'];
    const anything = fc.jsonValue({ maxDepth: 6 });
    /** A playbook with one part replaced, under a checksum that holds: only its shape can give it away. */
    const bent = fc
      .tuple(fc.constantFrom(...parts), anything)
      .map(([part, value]) => compiled(JSON.parse(JSON.stringify({ ...api, [part]: value }))));
    const entry = fc.oneof(
      anything,
      fc.dictionary(fc.constantFrom(...keys), anything),
      fc.tuple(fc.constantFrom(...keys), anything).map(([key, value]) => compiled(api, { [key]: value })),
      bent,
    );
    const good = compiled(PLAYBOOK, { id: 'dojopool-api' }) as CompiledPlaybook;
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), (before, after) => {
        const { entries } = whole(readPlaybookIndex(indexText([...before, good, ...after])));
        expect(entries).toContainEqual(good);
        const playbooks: Playbook[] = entries.map(({ playbook }) => playbook);
        choosePlaybook(playbooks, { serviceId: 'PX', title: 'x' });
        for (const playbook of playbooks) escalationTimers(playbook, '2026-11-25T14:00:00Z', 60_000);
      }),
    );
  });

  it('is one that nests a hundred thousand levels deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = indexText([compiled(PLAYBOOK)]).replace(
      '[{',
      `[{"id":"a","version":1,"pushedAt":"x","sha256":"x","playbook":{"version":1,"name":${deep}}},{`,
    );
    expect(namesIn(text)).toEqual(['DojoPool API']);
  });

  it('is any text: nothing that can lie there throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readPlaybookIndex(text)));
  });
});

describe('the id of a playbook', () => {
  it.each([
    ['DojoPool API', 'dojopool-api'],
    ['  My/API: v2! ', 'my-api-v2'],
    ['../..', '8a9b3d5e'],
  ])('of %j is a segment of a key', (name) => {
    expect(playbookId(name)).toMatch(/^[a-z0-9][a-z0-9-]*$/);
  });

  it('is made of the words of its name', () => {
    expect(playbookId('  DojoPool/API: v2! ')).toBe('dojopool-api-v2');
    expect(playbookId('Größe')).not.toBe(playbookId('Grüße'));
    expect(playbookId('日本')).not.toBe(playbookId('東京'));
  });
});
