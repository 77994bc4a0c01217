import { describe, expect, it } from '@jest/globals';
import { ingress } from '../../../../functions/diagnosis/mechanisms/network/ingress.ts';
import { ago, app, findingsOf, join, service, short, viewOf } from './cluster.ts';

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

describe('what is wrong with an Ingress', () => {
  const stated = (...parts: readonly Parameters<typeof viewOf>[0][]) =>
    ingress.analyze(viewOf(join(base, ...parts)))[0];
  const faults = (spec: object, more: object = {}, ...parts: readonly Parameters<typeof viewOf>[0][]) =>
    stated(...parts, { ingresses: [entry(spec, more)] })?.evidence.flatMap((one) =>
      'faults' in one ? one.faults : [],
    ) ?? [];
  const annotated = (annotations: object) => ({ metadata: { name: 'web', namespace: 'shop', annotations } });
  const standard = (value: string) => ({
    ingressclasses: [
      { metadata: { name: 'nginx', annotations: { 'ingressclass.kubernetes.io/is-default-class': value } } },
    ],
  });
  const NONE = { ingressClassName: undefined };

  it('is a class that is named nowhere, where none is the default', () => {
    expect(faults(NONE, {}, classes)).toEqual([{ says: 'ingress-class-not-named', known: ['nginx'] }]);
    expect(faults(NONE, {}, standard('false'))).toHaveLength(1);
    expect(faults(NONE, {}, standard('true'))).toEqual([]);
    expect(faults(NONE, annotated({ 'kubernetes.io/ingress.class': 'nginx' }), classes)).toEqual([]);
    expect(faults(NONE, annotated({ other: 'nginx' }), classes)).toHaveLength(1);
  });

  it('is no class that a controller has taken', () => {
    const taken = { status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } } };
    expect(faults({ ingressClassName: 'other' }, taken, classes)).toEqual([]);
    expect(faults({ ingressClassName: 'other' }, {}, classes)).toHaveLength(1);
  });

  it('is a backend by default, or of a rule, each told once', () => {
    const gone = { service: { name: 'gone', port: { number: 80 } } };
    const absent = { says: 'backend-service-absent', service: 'gone' };
    expect(faults({ defaultBackend: gone })).toEqual([absent]);
    const twice = { rules: [{ http: { paths: [{ backend: gone }, { backend: gone }] } }, {}] };
    expect(faults({ ...twice, defaultBackend: gone })).toEqual([absent]);
    expect(faults({ defaultBackend: { resource: { kind: 'Bucket', name: 'b' } } })).toEqual([]);
  });

  it.each<[string, object, readonly object[]]>([
    ['by its name', { name: 'http' }, []],
    [
      'by another name',
      { name: 'grpc' },
      [{ says: 'backend-port-absent', service: 'named', port: 'grpc', has: [80] }],
    ],
    ['by its number', { number: 80 }, []],
    [
      'by another number',
      { number: 8080 },
      [{ says: 'backend-port-absent', service: 'named', port: '8080', has: [80] }],
    ],
    ['not at all', {}, []],
  ])('is a port that is named %s', (_, port, expected) => {
    const named = { services: [service('named', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] })] };
    expect(faults({ defaultBackend: { service: { name: 'named', port } } }, {}, named)).toEqual(expected);
  });

  it('is a Secret of its own namespace that is not there', () => {
    const secrets = [
      { metadata: { name: 'here', namespace: 'shop' } },
      { metadata: { name: 'there', namespace: 'other' } },
    ];
    const tls = ['here', 'there', ''].map((secretName) => ({ secretName }));
    expect(faults({ tls }, {}, { secrets })).toEqual([{ says: 'tls-secret-absent', secret: 'there' }]);
  });

  it('is told with its hosts, and explains what is behind it', () => {
    const found = stated(classes, {
      ingresses: [entry({ ingressClassName: 'other', rules: [...entry().spec.rules, { host: '' }] })],
    });
    expect(found?.evidence).toMatchObject([
      { says: 'ingress-faults', ingress: 'web', hosts: ['shop.example'] },
    ]);
    expect(found?.explains).toContainEqual(expect.objectContaining({ kind: 'Deployment', name: 'api' }));
  });
});
