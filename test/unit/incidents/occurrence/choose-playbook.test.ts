import { describe, expect, it } from '@jest/globals';
import { choosePlaybook } from '../../../../functions/incidents/occurrence/choose-playbook.ts';
import { playbookOf } from '../../../support/report.ts';

const payments = playbookOf({ name: 'Payments', services: ['PPAY1'] });
const latency = playbookOf({ name: 'Latency', services: ['PSHOP1'], alerts: [{ name: 'ShopSlow' }] });
const errors = playbookOf({ name: 'Errors', services: ['PSHOP1'], alerts: [{ name: 'ShopErrors' }] });
const shop = playbookOf({ name: 'Shop', services: ['PSHOP1'] });
const redis = playbookOf({ name: 'Redis', alerts: [{ name: 'RedisDown' }, { name: 'ShopErrors' }] });
const anything = playbookOf({ name: 'Anything', default: true });
const bare = playbookOf({ name: 'Bare' });

const chosen = (playbooks: (typeof shop)[], serviceId: string, title: string, alertNames: string[] = []) =>
  choosePlaybook(playbooks, { serviceId, title, alertNames })?.name;

describe('the playbook of an incident', () => {
  it.each([
    ['names its service', [redis, payments, anything], 'PPAY1', 'RedisDown', 'Payments'],
    [
      'has its alert, of those that name the service',
      [latency, errors],
      'PSHOP1',
      '[FIRING:1] ShopErrors (x)',
      'Errors',
    ],
    ['lists no alerts, of those that name the service', [latency, shop], 'PSHOP1', 'Something', 'Shop'],
    ['comes first, of those that name the service', [latency, errors], 'PSHOP1', 'Something', 'Latency'],
    ['has its alert and names no service', [payments, redis], 'POTHER', '[FIRING:2] RedisDown', 'Redis'],
    ['is the default', [anything, redis, payments], 'POTHER', 'Payroll export failed', 'Anything'],
  ])('%s', (_, playbooks, serviceId, title, expected) => {
    expect(chosen(playbooks, serviceId, title)).toBe(expected);
  });

  it('is found by the name of an alert whose body was read', () => {
    expect(chosen([latency, errors], 'PSHOP1', 'Something', ['Other', 'ShopErrors'])).toBe('Errors');
    expect(chosen([redis], 'POTHER', 'Something', ['RedisDown'])).toBe('Redis');
  });

  it.each([
    ['the only one has other alerts', [redis]],
    ['the only one names nothing', [bare]],
    ['the only one names another service', [payments]],
    ['there are none', []],
  ])('is none where %s: nobody else is called, and no other database is blamed', (_, playbooks) => {
    expect(chosen(playbooks, 'POTHER', 'Payroll export failed')).toBeUndefined();
  });
});
