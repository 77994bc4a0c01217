import { describe, expect, it } from '@jest/globals';
import { whoIsLeft } from '../../../functions/host/playbooks.ts';
import { playbookOf } from '../../support/report.ts';

const service = playbookOf({ name: 'Shop', services: ['PSHOP1'], alerts: [{ name: 'ShopErrors' }] });
const alert = playbookOf({ name: 'Redis', alerts: [{ name: 'RedisDown' }] });
const rest = 'a playbook with "default: true" answers for the rest';

describe('who is left without a playbook', () => {
  it.each([
    ['a service', [service], `only incidents of the services PSHOP1 are answered for; ${rest}`],
    [
      'a service and an alert',
      [service, alert],
      `only incidents of the services PSHOP1 and of the alerts RedisDown are answered for; ${rest}`,
    ],
    ['nothing', [playbookOf()], `no incident is answered for: the playbook names no "services"; ${rest}`],
  ])('is said where %s is named', (_, playbooks, expected) => {
    expect(whoIsLeft(playbooks)).toBe(expected);
  });

  it('is nobody where one is the default', () => {
    expect(whoIsLeft([service, playbookOf({ name: 'All', default: true })])).toBeUndefined();
  });
});
