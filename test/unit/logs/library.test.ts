import { describe, expect, it } from '@jest/globals';
import { outside } from '../../../functions/diagnosis/mechanisms/dependencies/outside.ts';
import { app, findingsOf, join, log, podName, short } from '../diagnosis/mechanisms/cluster.ts';
import { lines, read } from './read.ts';

const line = (fields: object): string =>
  JSON.stringify({ level: 50, time: 1795958722227, msg: 'upload', ...fields });
const exampleOf = (fields: object): string | undefined =>
  read(lines(line(fields), line(fields), line(fields))).summary.patterns[0]?.example;

const METADATA = { attempts: 1, totalRetryDelay: 0 };
const SAID = 'certificate has expired';

describe('the library that an error is of', () => {
  it.each([
    ['pino', { err: { type: 'Error', message: SAID, $metadata: METADATA } }],
    ['winston', { error: { message: SAID, $metadata: METADATA } }],
    ['another field before it', { err: { $metadata: METADATA, message: SAID } }],
  ])('is told beside what it says: %s', (_, fields) => {
    expect(exampleOf(fields)).toMatch(/certificate has expired \(AWS SDK\)$/);
  });

  it.each([
    ['no such object', { err: { message: SAID, metadata: METADATA } }],
    ['an object of the line, and of no error', { err: { message: SAID }, $metadata: METADATA }],
    ['a value, and no object', { err: { message: SAID, $metadata: 'x' } }],
    ['an object deeper in', { err: { message: SAID, request: { $metadata: METADATA } } }],
  ])('is not known by %s', (_, fields) => {
    expect(exampleOf(fields)).toMatch(/certificate has expired$/);
  });

  it('is forgotten with the next line', () => {
    const other = line({ msg: 'another', err: { message: 'refused by policy' } });
    const { patterns } = read(lines(line({ err: { message: SAID, $metadata: METADATA } }), other)).summary;
    expect(patterns.map(({ example }) => example.includes('AWS SDK'))).toEqual(
      patterns.map(({ example }) => example.includes(SAID)),
    );
  });

  it('names the host outside that it calls, by its domain, whatever the setting is called', () => {
    const parts = (url: string) =>
      join(app('album', { container: { env: [{ name: 'STORE_URL', value: url }] } }), {
        logs: [log({ pod: podName('album') }, { [`upload: ${SAID} (AWS SDK)`]: 60 })],
      });
    expect(short(findingsOf(outside, parts('https://s3.eu-west-1.amazonaws.com')))).toEqual([
      'certificate-expired External/s3.eu-west-1.amazonaws.com strong',
    ]);
    expect(findingsOf(outside, parts('https://blobs.other-store.com'))).toEqual([]);
  });
});
