import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostPortOf, peerOf } from '../../../../functions/diagnosis/view/peers.ts';
import {
  matchesPairs,
  matchesSelector,
  matchesText,
  selectorText,
} from '../../../../functions/diagnosis/view/selectors.ts';
import { bytesText, isShareOf, parseQuantity } from '../../../../functions/text/quantity.ts';
import { clockText, durationText, isoTime, timeOf } from '../../../../functions/text/time.ts';

describe('quantities', () => {
  it.each([
    ['250m', 0.25],
    ['1', 1],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['2e3', 2000],
    ['128M', 128e6],
    ['0', 0],
  ])('%s is %d', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value);
  });

  it.each([
    ['9m', '0.009'],
    ['300m', '0.3'],
    ['35000000n', '0.035'],
    ['7u', '0.000007'],
  ])('%s is %s, and not next to it', (text, plain) => {
    expect(parseQuantity(text)).toBe(Number(plain));
  });

  it('knows a share as it is written, at every limit', () => {
    const of = (milli: number) => parseQuantity(`${milli}m`) ?? Number.NaN;
    for (let limit = 10; limit <= 4000; limit += 10) {
      expect(isShareOf(of(limit * 0.9), 0.9, of(limit))).toBe(true);
      expect(isShareOf(of(limit * 0.9 - 1), 0.9, of(limit))).toBe(false);
    }
  });

  it.each(['', 'x', '1 Gi', '1KiB', '--1', undefined])('%s is none', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it('reads as people write', () => {
    expect(bytesText(134_217_728)).toBe('128 MiB');
    expect(bytesText(1.5 * 2 ** 30)).toBe('1.5 GiB');
  });
});

describe('hosts in configuration', () => {
  it.each([
    ['postgres://user:secret@db.prod:5433/x', 'db.prod', 5433],
    ['postgres://db/x', 'db', 5432],
    ['jdbc:mysql://db:3306/x?y', 'db', 3306],
    ['redis://cache', 'cache', 6379],
    ['api.shop.svc.cluster.local:8080', 'api.shop.svc.cluster.local', 8080],
    ['https://maps.example.com/v1', 'maps.example.com', 443],
    ['[redacted] routes-db:5432', 'routes-db', 5432],
    ['crm:[redacted]@tcp(crm-mysql:3306)/crm?parseTime=true', 'crm-mysql', 3306],
    ['Host=orders-db;Port=5432;Database=orders;Username=app', 'orders-db', 5432],
    ['Server=tcp:sql.shop,1433;Initial Catalog=x', 'sql.shop', 1433],
    ['dbname=shop host=shop-db port=5433 user=app', 'shop-db', 5433],
    ['basket-cache:6379,abortConnect=false', 'basket-cache', 6379],
  ])('%s', (value, host, port) => {
    expect(hostPortOf(value)).toEqual({ host, port });
  });

  it.each(['true', '12', '/var/run/x.sock', 'a b c', ''])('%s names none with a port', (value) => {
    expect(hostPortOf(value)?.port).toBeUndefined();
  });

  it('splits a peer of a log', () => {
    expect(peerOf('db:5432')).toEqual({ host: 'db', port: 5432 });
    expect(peerOf('db')).toEqual({ host: 'db', port: undefined });
  });

  it('takes hostile text without a hang or a throw', () => {
    fc.assert(fc.property(fc.string({ maxLength: 3000 }), (text) => void hostPortOf(text)));
  });
});

describe('selectors', () => {
  const labels = { app: 'api', tier: 'web' };

  it('an empty set of pairs selects nothing, an empty selector everything', () => {
    expect(matchesPairs(labels, {})).toBe(false);
    expect(matchesSelector(labels, { matchLabels: {}, matchExpressions: [] })).toBe(true);
    expect(matchesSelector(labels, undefined)).toBe(false);
  });

  it.each([
    ['In', ['api', 'x'], true],
    ['In', ['x'], false],
    ['NotIn', ['api'], false],
    ['NotIn', ['x'], true],
    ['Exists', [], true],
    ['DoesNotExist', [], false],
    ['Gt', ['1'], false],
  ])('%s %j: %s', (operator, values, expected) => {
    expect(
      matchesSelector(labels, { matchLabels: {}, matchExpressions: [{ key: 'app', operator, values }] }),
    ).toBe(expected);
  });

  it.each([
    ['In', ['x'], false],
    ['NotIn', ['x'], true],
    ['Exists', [], false],
    ['DoesNotExist', [], true],
  ])('%s of a label that is not there: %s', (operator, values, expected) => {
    const matchExpressions = [{ key: 'zone', operator, values }];
    expect(matchesSelector(labels, { matchLabels: {}, matchExpressions })).toBe(expected);
  });

  it('needs all of its pairs and expressions', () => {
    const exists = (key: string) => ({ key, operator: 'Exists', values: [] });
    const selects = (matchLabels: Record<string, string>, ...matchExpressions: ReturnType<typeof exists>[]) =>
      matchesSelector(labels, { matchLabels, matchExpressions });
    expect(selects({ app: 'api', tier: 'web' }, exists('app'), exists('tier'))).toBe(true);
    expect(selects({ app: 'api', tier: 'db' })).toBe(false);
    expect(selects({ app: 'api' }, exists('app'), exists('zone'))).toBe(false);
    expect(selects({ app: 'x' }, exists('app'))).toBe(false);
    expect(matchesPairs(labels, { app: 'api', tier: 'db' })).toBe(false);
    expect(matchesPairs(labels, { app: 'api', tier: 'web' })).toBe(true);
    for (const [text, is] of [
      ['app=api,tier=db', false],
      ['app=db,tier=web', false],
      ['tier!=web', false],
      ['zone!=a', true],
      ['app in (api)', false],
    ] as const)
      expect([text, matchesText(labels, text)]).toEqual([text, is]);
  });

  it('reads what kubectl -l takes', () => {
    expect(matchesText(labels, 'app=api,tier!=db')).toBe(true);
    expect(matchesText(labels, 'app==db')).toBe(false);
    expect(selectorText({ b: '2', a: '1' })).toBe('a=1,b=2');
  });
});

describe('times', () => {
  it('knows what is no time', () => {
    for (const text of ['', undefined, 'soon', '0001-01-01T00:00:00Z']) expect(timeOf(text)).toBeUndefined();
  });

  it('shows the date only of another day', () => {
    const now = Date.parse('2026-11-25T14:00:00Z');
    expect(clockText(now - 60_000, now)).toBe('13:59:00Z');
    expect(clockText(now - 2 * 86_400_000, now)).toBe('2026-11-23 14:00:00Z');
    expect(isoTime(now)).toBe('2026-11-25T14:00:00Z');
  });

  it.each([
    [22_000, '22 s'],
    [240_000, '4 min'],
    [3 * 3_600_000, '3 h'],
    [3 * 86_400_000, '3 d'],
  ])('%d ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
