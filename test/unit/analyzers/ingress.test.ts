import { describe, expect, it } from '@jest/globals';
import { ingress } from '../../../functions/analyzers/ingress.ts';
import { ago, app, findingsOf, join, service, short } from './cluster.ts';

const entry = (spec = {}, more = {}) => ({
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    ingressClassName: 'nginx',
    rules: [
      {
        host: 'shop.example',
        http: { paths: [{ path: '/', backend: { service: { name: 'api', port: { number: 80 } } } }] },
      },
    ],
    ...spec,
  },
  ...more,
});
const classes = { ingressclasses: [{ metadata: { name: 'nginx' } }] };
const base = join(app('api'), { services: [service('api')] });

describe('ingress', () => {
  it.each([
    [{ ingressClassName: 'ngnix' }, 'its class ngnix does not exist (there is nginx)'],
    [
      { rules: [{ http: { paths: [{ backend: { service: { name: 'apis', port: { number: 80 } } } }] } }] },
      'its backend Service apis does not exist',
    ],
    [
      { rules: [{ http: { paths: [{ backend: { service: { name: 'api', port: { number: 8080 } } } }] } }] },
      'its backend port api:8080 does not exist, the Service has 80',
    ],
  ])('finds %o', (spec, title) => {
    const found = findingsOf(ingress, join(base, classes, { ingresses: [entry(spec)] }));
    expect(short(found)).toEqual(['service-misrouting Ingress/web strong']);
    expect(found[0]?.title).toBe(title);
  });

  it('only hints at a class that never was, where nobody has changed it lately; a Service may be deleted under it', () => {
    const strength = (spec: object, time: string) =>
      findingsOf(
        ingress,
        join(base, classes, {
          ingresses: [
            {
              ...entry(spec),
              metadata: {
                name: 'web',
                namespace: 'shop',
                managedFields: [{ manager: 'helm', time, keys: ['spec.rules'] }],
              },
            },
          ],
        }),
      )[0]?.strength;
    const ghost = { ingressClassName: 'ngnix' };
    const lost = {
      rules: [{ http: { paths: [{ backend: { service: { name: 'apis', port: { number: 80 } } } }] } }],
    };
    expect([strength(ghost, ago(90_000)), strength(ghost, ago(60)), strength(lost, ago(90_000))]).toEqual([
      'hint',
      'strong',
      'strong',
    ]);
  });

  it('leaves out one that leads where it should', () => {
    expect(findingsOf(ingress, join(base, classes, { ingresses: [entry()] }))).toEqual([]);
  });

  it('concludes nothing from classes and Secrets that were not read', () => {
    expect(
      findingsOf(
        ingress,
        join(base, { ingresses: [entry({ ingressClassName: 'other', tls: [{ secretName: 'gone' }] })] }),
      ),
    ).toEqual([]);
  });
});
