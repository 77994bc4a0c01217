import { describe, expect, it } from '@jest/globals';
import { WRITERS } from '../logs/secrets.ts';
import { plantEverywhere, silentChannels } from './channels.ts';
import { isHeldOut } from './held-out.ts';
import { leaksIn } from './leaks.ts';
import { SECRET_KINDS } from './secret-kinds.ts';

describe('secrets of every kind, planted in every channel', () => {
  it('are in no note, page, call, JSON, terminal, bundle, recording, time line, plan or summary of a log', async () => {
    const { planted, outputs } = await plantEverywhere(SECRET_KINDS);
    const kinds = new Set(planted.map(({ kind }) => kind));
    const channels = new Set(planted.map(({ channel }) => channel));
    expect({ kinds: kinds.size, channels: channels.size }).toEqual({ kinds: 310, channels: 63 });
    for (const [name, text] of Object.entries(outputs))
      expect([name, text.length > 10]).toEqual([name, true]);
    expect(outputs.recording).toContain('[redacted]');
    const leaks = leaksIn(planted, outputs);
    expect(
      leaks.map(({ kind, channel, output }) => `${kind}, in ${channel}, comes through into ${output}`),
    ).toEqual([]);
  });
  it('are planted where plain words come through', async () => {
    const silent = [...(await silentChannels())];
    // The note and page of a cluster's report show the most frequent errors, of some of the pods.
    const shown = silent.filter((channel) => !/^recorded log: /.test(channel));
    expect(shown).toEqual([]);
    expect(silent.length).toBeLessThan(Object.keys(WRITERS).length);
  });
  it('would be seen if they came through', async () => {
    const planted = [{ kind: 'k', channel: 'c', secret: 'a1b2x3y4' }];
    expect(leaksIn(planted, { out: 'cut off: 1b2x3y.' })).toMatchObject([{ kind: 'k', output: 'out' }]);
    expect(leaksIn(planted, { out: 'cut off: 1b2x3.' })).toEqual([]);
    expect(leaksIn(planted, { a: 'a1b2x3', b: '', c: 'zb2x3y4' }).map(({ output }) => output)).toEqual([
      'a',
      'c',
    ]);
  });
  it('would be seen of a hexadecimal one where more stands than ids share', () => {
    const planted = [{ kind: 'k', channel: 'c', secret: '0a1b2c3d4e5f' }];
    expect(leaksIn(planted, { out: '1b2c3d4e', more: '1b2c3d4e5' }).map(({ output }) => output)).toEqual([
      'more',
    ]);
  });
  it('are held out by a third, as are the grammars of what is ordinary', () => {
    const held = Object.keys(SECRET_KINDS).filter(isHeldOut).length;
    expect(held / Object.keys(SECRET_KINDS).length).toBeGreaterThan(0.25);
  });
});
