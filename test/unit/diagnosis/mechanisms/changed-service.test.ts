import { describe, expect, it } from '@jest/globals';
import { dependencyUnreachable } from '../../../../functions/diagnosis/mechanisms/dependencies/dependency-unreachable.ts';
import { changedService } from '../../../../functions/diagnosis/mechanisms/differences/changed-service.ts';
import { endpoint, lines, program, repointed, told } from '../differences/system.ts';
import { ago, findingsOf, join, podName, replicaSet, service, short } from './cluster.ts';

const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
const WELL = [0, 0, 0, 0, 0, 0, 0, 0];
const names = (host: string) => lines(`frob of ${host} went sideways`, BAD, { peers: [host] });
const endpoints = [endpoint('/scan', 300, 150), endpoint('/list', 500, 0)];

interface Options {
  readonly changedAgo?: number;
  readonly failed?: readonly number[];
  readonly host?: string;
  readonly endpoints?: typeof endpoints;
  readonly more?: ReturnType<typeof join>;
}

/** An API that calls a scanner, whose Service was pointed elsewhere as its requests began to fail. */
const system = (options: Options = {}) => {
  const { services: _, ...scanner } = program('scanner');
  return join(
    program('api', ['scanner']),
    scanner,
    {
      services: [repointed('scanner', options.changedAgo ?? 182)],
      logs: [
        told(podName('api'), {
          failed: options.failed ?? BAD,
          patterns: options.host === '' ? [] : [names(options.host ?? 'scanner')],
          endpoints: options.endpoints ?? endpoints,
        }),
      ],
    },
    options.more ?? {},
  );
};
const found = (options: Options = {}) => short(findingsOf(changedService, system(options)));

describe('changed-service', () => {
  it('blames a Service whose callers have been failing since it was changed, by nothing that lines mean', () => {
    expect(found()).toEqual(['service-misrouting Service/scanner proof']);
    expect(findingsOf(changedService, system())[0]?.title).toBe(
      'its callers have been failing since it was changed: targetPort 8080 -> 9443',
    );
  });

  it('is strong where nothing else was well to compare with', () => {
    expect(found({ endpoints: [] })).toEqual(['service-misrouting Service/scanner strong']);
  });

  it('is a hint by time alone', () => {
    expect(found({ endpoints: [], host: '' })).toEqual(['service-misrouting Service/scanner hint']);
  });

  it('is told with another change that came with it, and then not proven', () => {
    const { services: _, ...mailer } = program('mailer');
    const api = program('api', ['scanner', 'mailer']);
    const more = join(mailer, { services: [repointed('mailer', 200)] });
    const parts = { ...system({ more }), deployments: api.deployments, pods: api.pods };
    const all = findingsOf(changedService, join(parts, { deployments: mailer.deployments }));
    expect(all.find(({ object }) => object.name === 'scanner')).toMatchObject({ strength: 'strong' });
    expect(all.find(({ object }) => object.name === 'scanner')?.against.join()).toContain(
      'service/mailer was changed as well',
    );
  });

  it('leaves a Service that was changed after the failure began, or long before', () => {
    expect(found({ changedAgo: 175 })).toHaveLength(1);
    expect(found({ changedAgo: 174 })).toEqual([]);
    expect(found({ changedAgo: 180 + 15 * 60 })).toHaveLength(1);
    expect(found({ changedAgo: 181 + 15 * 60 })).toEqual([]);
  });

  it('leaves failures that were there before at the same rate', () => {
    expect(found({ failed: [50, 50, 50, 50, 50, 50, 50, 50] })).toEqual([]);
  });

  it('leaves a Service that the new lines do not name where they name another', () => {
    expect(found({ host: 'books', more: { services: [service('books')] } })).toEqual([]);
  });

  it('is not sure where another caller of it is well', () => {
    const web = join(program('web', ['scanner']), { logs: [told(podName('web'), { failed: WELL })] });
    expect(found({ more: web })).toEqual(['service-misrouting Service/scanner strong']);
  });

  it('says that which field was changed is not known where a whole manifest was applied', () => {
    const applied = repointed('scanner', 182);
    const [entry] = applied.metadata.managedFields;
    const keys = [
      ...(entry?.keys ?? []),
      'spec.selector',
      'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration',
    ];
    const metadata = { ...applied.metadata, lastApplied: undefined, managedFields: [{ ...entry, keys }] };
    const parts = { ...system(), services: [service('api'), { ...applied, metadata }] };
    const [finding] = findingsOf(changedService, parts);
    expect(finding?.title).toBe('its callers have been failing since it was changed');
    expect(finding?.evidence.join()).toContain('which of its fields is not known');
  });

  it('leaves a Service behind which requests arrive and fail: it leads where it should', () => {
    const serving = { logs: [told(podName('scanner'), { failed: BAD })] };
    expect(found({ more: serving })).toEqual([]);
    expect(found({ more: { logs: [told(podName('scanner'), { failed: WELL })] } })).toHaveLength(1);
  });

  const released = (rolledAgo: number) => ({
    replicasets: [
      replicaSet('scanner', {
        hash: 'bbbbbbbbbb',
        revision: 2,
        container: { image: 'scanner:2' },
        created: ago(rolledAgo),
      }),
    ],
  });

  it('is not sure where what stands behind it was rolled out at once with it', () => {
    expect(found({ more: released(242) })).toEqual(['service-misrouting Service/scanner strong']);
    expect(found({ more: released(243) })).toEqual(['service-misrouting Service/scanner proof']);
  });

  it('leaves one of which nothing is known but that a release applied it again', () => {
    const applied = repointed('scanner', 182);
    const [entry] = applied.metadata.managedFields;
    const keys = [...(entry?.keys ?? []), 'spec.selector'];
    const metadata = {
      ...applied.metadata,
      lastApplied: undefined,
      managedFields: [{ ...entry, operation: 'Apply', keys }],
    };
    const services = [service('api'), { ...applied, metadata }];
    expect(short(findingsOf(changedService, { ...system(), services }))).toEqual([
      'service-misrouting Service/scanner strong',
    ]);
    expect(findingsOf(changedService, { ...system({ more: released(200) }), services })).toEqual([]);
  });

  it('says since when', () => {
    expect(findingsOf(changedService, system())[0]?.since).toBe(ago(182).replace('.000', ''));
  });
});

describe('a Service whose port was renumbered', () => {
  const system = (more: Record<string, unknown> = {}, rolledAgo = 3000) => ({
    ...join(program('api', ['books:80']), program('books')),
    services: [
      {
        ...repointed('books', 182),
        spec: { ...(service('books').spec as object), ports: [{ port: 81, targetPort: 8080 }] },
        ...more,
      },
    ],
    replicasets: [replicaSet('api', { created: ago(rolledAgo) })],
    logs: [
      told(podName('api'), {
        failed: BAD,
        patterns: [lines('dial books:80: connect: connection refused', BAD, { peers: ['books:80'] })],
      }),
    ],
  });

  it('is to blame, not the caller, whose setting was right until then', () => {
    const [finding, ...others] = findingsOf(dependencyUnreachable, system());
    expect(others).toEqual([]);
    expect(short(finding ? [finding] : [])).toEqual(['service-misrouting Service/books proof']);
    expect(finding?.title).toBe('its ports were changed to 81, and api still calls 80');
  });

  it('is not where the caller was rolled out since, or the Service is as it was', () => {
    const caller = ['dependency-unreachable Deployment/api proof'];
    expect(short(findingsOf(dependencyUnreachable, system({}, 181)))).toEqual(caller);
    const { metadata } = service('books');
    expect(short(findingsOf(dependencyUnreachable, system({ metadata: metadata as object })))).toEqual(
      caller,
    );
  });
});
