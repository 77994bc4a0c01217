import { describe, expect, it } from '@jest/globals';
import { gatewayRoute } from '../../../../functions/diagnosis/mechanisms/network/gateway-route.ts';
import type { Endpoint } from '../../../../functions/model/log-summary.ts';
import { app, findingsOf, join, log, podName, service, short, slice } from './cluster.ts';

const endpoint = (method: string, path: string, status: string, requests: number): Endpoint => ({
  method,
  path,
  requests,
  errors5xx: 0,
  errors4xx: status.startsWith('4') ? requests : 0,
  p50: null,
  p95: null,
  byStatus: { [status]: requests },
});
const shop = join(app('edge'), app('shop-orders-service'), {
  services: [service('edge'), service('shop-orders-service')],
  endpointslices: [slice('edge'), slice('shop-orders-service')],
});
const served = endpoint('GET', '/api/v1/catalogue', '200', 50);
const at = (...endpoints: Endpoint[]) => join(shop, { logs: [log({ pod: podName('edge'), endpoints })] });

describe('gatewayRoute', () => {
  it('names the Service whose route a working gateway answers with nothing but 404', () => {
    const lost = endpoint('POST', '/api/v1/ordersservice/orders', '404', 4);
    const found = findingsOf(gatewayRoute, at(served, lost));
    expect(short(found)).toEqual(['service-misrouting Service/shop-orders-service strong']);
    expect(found[0]?.evidence[0]).toContain('4 of 4 POST /api/v1/ordersservice/orders');
  });

  it.each([
    ['one single 404', at(served, endpoint('POST', '/api/v1/ordersservice/orders', '404', 1))],
    ['a record that is asked for and missing', at(served, endpoint('GET', '/ordersservice/:id', '404', 9))],
    ['a scanner, whose paths name no Service', at(served, endpoint('POST', '/wp-login.php', '404', 9))],
    ['a proxy that serves nothing at all', at(endpoint('POST', '/api/v1/ordersservice/orders', '404', 9))],
    [
      'a route that succeeds at times',
      at(served, {
        ...endpoint('POST', '/api/v1/ordersservice/orders', '404', 9),
        byStatus: { '404': 8, '201': 1 },
      }),
    ],
  ])('names nothing for %s', (_, parts) => {
    expect(findingsOf(gatewayRoute, parts)).toEqual([]);
  });
});
