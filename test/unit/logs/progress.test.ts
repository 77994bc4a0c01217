import { describe, expect, it } from '@jest/globals';
import { mergeSummaries } from '../../../functions/logs/figures/merge.ts';
import { lines, read } from './read.ts';

const START = Date.parse('2026-11-25T13:00:00Z');
const MINUTE = START / 60_000;
const at = (minute: number, second = 0): string =>
  new Date(START + minute * 60_000 + second * 1000).toISOString();
/** What a log of these messages, one a minute, tells. */
const told = (...messages: readonly string[]) => {
  const text = lines(...messages.map((message, minute) => message.replaceAll('TIME', at(minute))));
  const { work = {}, waiting = [] } = read(text).summary;
  return {
    work: Object.fromEntries(Object.entries(work).map(([minute, n]) => [Number(minute) - MINUTE, n])),
    waiting: Object.fromEntries(waiting.map(({ name, minutes }) => [name, Object.values(minutes)])),
  };
};

describe('what waits, as programs tell it', () => {
  it.each([
    ['logfmt', 'time=TIME level=info msg=poll lag=', '', 'lag'],
    ['JSON', '{"time":"TIME","level":"info","msg":"stats","queueDepth":', '}', 'queueDepth'],
    ['JSON, first', '{"pending_jobs":', ',"time":"TIME","level":"info","msg":"stats"}', 'pending_jobs'],
    ['the consumer of Kafka', 'TIME INFO metrics records-lag-max = ', '', 'records-lag-max'],
    ['prose, the name first', 'TIME INFO the queue depth is ', '', 'queue depth'],
    ['prose, a backlog', 'TIME INFO backlog of ', ' in shard', 'backlog'],
    ['prose, counted', 'TIME INFO there are ', ' jobs waiting', 'waiting'],
    ['prose, bare', 'TIME INFO stats: ', ' pending, all fine', 'pending'],
  ])('is read of %s', (_, before, after, name) => {
    const line = (value: number) => `${before}${value}${after}`;
    expect(told(line(3), line(3), line(40), line(1200)).waiting).toEqual({ [name]: [3, 3, 40, 1200] });
  });

  it('is the highest of a minute, and of several logs', () => {
    const of = (...values: readonly number[]) =>
      read(lines(...values.map((value, second) => `${at(0, second)} INFO lag=${value}`))).summary;
    expect(of(3, 9, 4).waiting).toEqual([{ name: 'lag', minutes: { [MINUTE]: 9 } }]);
    expect(mergeSummaries([of(3, 9), of(11, 2)]).waiting).toEqual([
      { name: 'lag', minutes: { [MINUTE]: 11 } },
    ]);
  });

  it.each([
    ['an id', 'TIME INFO Order 12 pending'],
    ['the id of a job', 'TIME INFO job 12 queued'],
    ['a flag', 'TIME INFO flag=1 flags=12'],
    ['a setting', 'TIME INFO queue_limit=100 pending_timeout=30 max_pending_id=7'],
    ['a time', 'TIME INFO waiting 5s'],
    ['a part of a version', 'TIME INFO lag=1.2.3'],
    ['a queue alone', 'TIME INFO queue=7'],
  ])('is not %s', (_, line) => {
    expect(told(line, line).waiting).toEqual({});
  });

  it('has a bound on its names', () => {
    const many = Array.from(
      { length: 30 },
      (_, i) => `TIME INFO lag_${'abcdefghij'[i % 10]}${'abc'[Math.floor(i / 10)]}=1`,
    );
    expect(Object.keys(told(...many).waiting)).toHaveLength(8);
  });
});

describe('what is done, as programs tell it', () => {
  it.each([
    'TIME INFO worker: finished case 17 in 0.8s',
    '{"time":"TIME","level":30,"msg":"invoice rendered","id":17}',
    'time=TIME level=info msg="record processed" offset=17',
    'TIME [info] delivered notification 17',
    'TIME INFO MailJob JID-17 done: 0.12 sec',
    'TIME INFO processed 17 messages',
    'TIME INFO 17 events sent',
  ])('is counted by minute: %s', (line) => {
    expect(told(line, line, line).work).toEqual({ 0: 1, 1: 1, 2: 1 });
  });

  it.each([
    ['nothing that was done', 'TIME INFO processed 0 messages'],
    ['nothing, keyed', 'time=TIME level=info msg=tick processed=0'],
    ['nothing, counted', 'TIME INFO 0 events sent'],
    ['what was not', 'TIME INFO message not delivered'],
    ['what will be', 'TIME INFO will be sent later'],
    ['an error', 'TIME ERROR job finished with an error'],
    ['a beat', 'TIME INFO heartbeat'],
    ['a request', '10.0.0.1 - - [25/Nov/2026:13:00:00 +0000] "GET /done HTTP/1.1" 200 5'],
  ])('is not %s', (_, line) => {
    expect(told(line, line, line).work).toEqual({});
  });

  it('is told apart where the same words have another number', () => {
    const counts = [5, 0, 0, 12, 0, 3].map((n) => `TIME INFO processed ${n} messages`);
    expect(told(...counts).work).toEqual({ 0: 1, 3: 1, 5: 1 });
  });

  it('is absent from a log that tells nothing of it', () => {
    const { summary } = read(lines(`${at(0)} INFO listening`));
    expect([summary.work, summary.waiting]).toEqual([undefined, undefined]);
  });

  it('adds up over several logs', () => {
    const one = read(lines(`${at(0)} INFO case 1 finished`, `${at(1)} INFO case 2 finished`)).summary;
    expect(mergeSummaries([one, one]).work).toEqual({ [MINUTE]: 2, [MINUTE + 1]: 2 });
  });
});
