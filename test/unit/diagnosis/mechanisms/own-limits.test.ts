import { describe, expect, it } from '@jest/globals';
import { LIMIT_PHRASES, ownLimits } from '../../../../functions/diagnosis/mechanisms/load/own-limits.ts';
import { minuteKey } from '../differences/system.ts';
import { ago, app, findingsOf, join, log, podName, short } from './cluster.ts';

/** A line that each program writes, in the order of the table. */
const SAMPLES: readonly string[] = [
  '[error] 7#7: *862 upstream sent too big header while reading response header from upstream, client: 10.0.0.2, request: "GET /login HTTP/1.1"',
  '[error] 31#31: *1 client intended to send too large body: 10485761 bytes, client: 10.0.0.2, request: "POST /upload HTTP/1.1"',
  '[info] 31#31: *5 client sent too long header line: "Cookie: a=..." while reading client request headers',
  '[alert] 29#29: 1024 worker_connections are not enough while connecting to upstream',
  'upstream connect error or disconnect/reset before headers. reset reason: overflow',
  "Proxy web reached process FD limit (maxsock=1024). Please check 'ulimit-n' and restart.",
  'http: proxy error: net/http: HTTP/1.x transport connection broken: net/http: server response headers exceeded 1048576 bytes; aborted',
  "Error: Parse Error: Header overflow { code: 'HPE_HEADER_OVERFLOW' }",
  'org.springframework.web.multipart.MaxUploadSizeExceededException: Maximum upload size exceeded',
  'org.apache.kafka.clients.consumer.CommitFailedException: Offset commit cannot be completed since the consumer is not part of an active group',
  '%4|1732880000.1|MAXPOLL|rdkafka#consumer-1| Application maximum poll interval (300000ms) exceeded by 245ms (adjust max.poll.interval.ms for long-running message processing): leaving group',
  'Heartbeat poll expired, leaving group',
  'PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out. Timeout value used: 1800000 ms',
  'InvalidParameterValue: Value AQEB for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.',
  'Azure.Messaging.ServiceBus.ServiceBusException: The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue. (MessageLockLost)',
];

const endpoint = (path: string, requests: number, errors5xx: number) => ({
  method: 'GET',
  path,
  requests,
  errors5xx,
  errors4xx: 0,
  p50: null,
  p95: null,
  byStatus: {},
});
/** Half of the requests fail. */
const FAILING = [endpoint('/', 100, 50)];

const says = (line: string, count = 40, endpoints = FAILING) =>
  findingsOf(
    ownLimits,
    join(app('edge'), { logs: [log({ pod: podName('edge'), endpoints }, { [line]: count })] }),
  );

describe('own-limits', () => {
  it.each(
    LIMIT_PHRASES.map((phrase, at) => [phrase.by, phrase.setting, SAMPLES[at] ?? '', phrase.limit] as const),
  )('knows the limit of %s (%s): %s', (by, setting, line, limit) => {
    const [found, ...more] = says(line);
    expect(more).toEqual([]);
    expect(found?.cause).toBe('resource-exhausted');
    expect(found?.strength).toBe(limit.startsWith('request-') ? 'hint' : 'strong');
    expect(found?.title).toContain(`(${setting} of ${by})`);
    const byCallee = ['response-header', 'pending-requests'].includes(limit) ? { byCallee: true } : {};
    expect(found?.facts).toEqual({ resource: 'own-limit', ends: false, ...byCallee });
    expect(found?.actions.filter(({ kind }) => kind === 'change')).toHaveLength(1);
  });

  it('has one sample for each phrase', () => {
    expect(SAMPLES).toHaveLength(LIMIT_PHRASES.length);
  });

  it('names the one endpoint that fails by it', () => {
    const [found] = says(SAMPLES[0] ?? '', 40, [endpoint('/callback', 50, 40), endpoint('/', 500, 0)]);
    expect(found?.evidence.join()).toContain('only GET /callback (40 of 50 requests)');
  });

  it('is no more than a hint where hardly a request fails by it, and of consumers never', () => {
    const few = (sample: number, failed: number) =>
      says(SAMPLES[sample] ?? '', 5, [endpoint('/login', 50, failed), endpoint('/', 5000, 0)])[0]?.strength;
    expect(few(0, 5)).toBe('strong');
    expect(few(0, 4)).toBe('hint');
    expect(few(3, 0)).toBe('hint');
    expect(few(9, 0)).toBe('strong');
  });

  describe('of two that a program runs into', () => {
    const [header, connections] = [SAMPLES[0] ?? '', SAMPLES[3] ?? ''];
    const at = (line: string, first: number, minutes: readonly number[] = []) => ({
      template: line,
      count: 40,
      first: ago(first),
      last: ago(5),
      level: 'error' as const,
      kind: 'other' as const,
      peers: [],
      example: line,
      minutes: Object.fromEntries(minutes.map((count, i) => [minuteKey(minutes.length - i), count])),
    });
    const settingOf = (patterns: readonly ReturnType<typeof at>[], minutes: readonly object[] = []) =>
      findingsOf(
        ownLimits,
        join(app('edge'), {
          logs: [
            log({
              pod: podName('edge'),
              endpoints: FAILING,
              patterns,
              ...(minutes.length > 0 ? { minutes } : {}),
            } as Parameters<typeof log>[0]),
          ],
        }),
      ).map(({ title, since }) => [/\((\S+) of/.exec(title)?.[1], since]);

    it('says the one that came first, whatever their order', () => {
      expect(settingOf([at(header, 300), at(connections, 301)])).toEqual([['worker_connections', ago(301)]]);
      expect(settingOf([at(header, 301), at(connections, 300)])).toEqual([['proxy_buffer_size', ago(301)]]);
    });

    it('says the one that came up with its failures before one that was there before', () => {
      const rise = [...Array(20).fill(0), ...Array(5).fill(40)].map((errors5xx, i) => ({
        at: ago((25 - i) * 60),
        requests: 100,
        errors5xx,
        errors4xx: 0,
        byMethod: {},
      }));
      const old = at(header, 3000, Array(25).fill(2));
      expect(settingOf([old, at(connections, 300, [8, 8, 8, 8, 8])], rise)[0]?.[0]).toBe(
        'worker_connections',
      );
      expect(settingOf([old, at(connections, 2000, [8, 8, 8, 8, 8])], rise)[0]?.[0]).toBe(
        'proxy_buffer_size',
      );
    });

    it('says one that is felt before one that is a hint', () => {
      expect(settingOf([at(SAMPLES[1] ?? '', 3000), at(header, 300)])[0]?.[0]).toBe('proxy_buffer_size');
    });

    it('began when the first of its lines did', () => {
      const other = { ...at(`${header} again`, 900), count: 4 };
      expect(settingOf([at(header, 300), other])[0]?.[1]).toBe(ago(900));
    });
  });

  it.each<[string, ReturnType<typeof says>]>([
    ['a line or two', says(SAMPLES[0] ?? '', 2)],
    [
      'another upstream error',
      says('upstream prematurely closed connection while reading response header from upstream'),
    ],
    ['a setting that is printed', says('max.poll.interval.ms = 300000')],
    ['a rebalance', says('Revoke previously assigned partitions orders-0')],
    [
      'what has ended',
      findingsOf(
        ownLimits,
        join(app('edge'), {
          logs: [
            log({
              pod: podName('edge'),
              patterns: [
                {
                  template: 'x',
                  count: 9,
                  first: ago(3000),
                  last: ago(2900),
                  level: 'error',
                  kind: 'other',
                  peers: [],
                  example: SAMPLES[0] ?? '',
                  minutes: {},
                },
              ],
            }),
          ],
        }),
      ),
    ],
  ])('leaves out %s', (_, found) => {
    expect(short(found)).toEqual([]);
  });
});
