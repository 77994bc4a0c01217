import { describe, expect, it } from '@jest/globals';
import { dependencyError } from '../../../../functions/diagnosis/mechanisms/dependencies/dependency-error.ts';
import { lines, told } from '../differences/system.ts';
import {
  ago,
  app,
  deployment,
  event,
  findingsOf,
  join,
  pod,
  podName,
  replicaSet,
  service,
  short,
} from './cluster.ts';

const SAYS = 'FATAL: sorry, too many clients already';
const COUNTS = [0, 0, 0, 0, 0, 20, 20, 20];
const REFUSED_AGO = 180;
const HOST = [{ name: 'PGHOST', value: 'db' }];
const PORTS = [{ containerPort: 5432 }];

const db = join(app('db', { container: { ports: PORTS } }), {
  services: [service('db', { ports: [{ port: 5432, targetPort: 5432 }] })],
});
const client = (name: string) => app(name, { container: { env: HOST } });
const refused = (name: string) =>
  join(client(name), { logs: [told(podName(name), { patterns: [lines(SAYS, COUNTS)] })] });

/** A workload of which another image was rolled out so many seconds ago. */
const changed = (name: string, secondsAgo = REFUSED_AGO + 10, container: object = { env: HOST }) => {
  const now = { ...container, image: `${name}:2` };
  return {
    deployments: [deployment(name, { container: now })],
    replicasets: [
      replicaSet(name, {
        hash: 'bbbbbbbbbb',
        revision: 1,
        container: { ...container, image: `${name}:1` },
      }),
      replicaSet(name, { revision: 2, container: now, created: ago(secondsAgo) }),
    ],
    pods: [pod(name, { container: now })],
  };
};

const scaledUp = (name: string, from: number, to: number, env: readonly object[] = HOST) =>
  join(app(name, { replicas: to, container: { env } }), {
    events: [
      event(
        'Deployment',
        name,
        'ScalingReplicaSet',
        `Scaled ${to > from ? 'up' : 'down'} replica set ${name}-x from ${from} to ${to}`,
        { firstTimestamp: ago(REFUSED_AGO + 10), lastTimestamp: ago(REFUSED_AGO + 10) },
      ),
    ],
  });

const found = (...parts: readonly ReturnType<typeof join>[]) =>
  findingsOf(dependencyError, join(...parts)).filter(({ cause }) => cause === 'dependency-error');

describe('a server without a connection left', () => {
  it('is filled by the one client that was changed when its refusals began', () => {
    const [first, ...others] = found(db, refused('ward'), changed('rounds'));
    expect(short(first ? [first] : [])).toEqual(['dependency-error Deployment/rounds strong']);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      title: 'it takes more connections than db has: "sorry, too many clients already"',
      facts: { refuses: 'connections', holds: true },
    });
    expect(first?.evidence.join('\n')).toMatch(/revision 2 was rolled out .*10 s before/);
    expect(first?.evidence.join('\n')).toContain('counter-test: db, ward were not changed then');
    expect(first?.explains.map(({ name }) => name)).toEqual(expect.arrayContaining(['rounds', 'db', 'ward']));
  });

  it('is filled by a changed client that alone is refused', () => {
    const rounds = join(changed('rounds'), {
      logs: [told(podName('rounds'), { patterns: [lines(SAYS, COUNTS)] })],
    });
    expect(short(found(db, client('ward'), rounds))).toEqual(['dependency-error Deployment/rounds strong']);
  });

  it.each([
    ['that came after its refusals', REFUSED_AGO - 6],
    ['that was long before them', REFUSED_AGO + 15 * 60 + 1],
  ])('is not filled by a client with a change %s', (_, seconds) => {
    expect(short(found(db, refused('ward'), changed('rounds', seconds)))).toEqual([
      'dependency-error Deployment/db strong',
    ]);
  });

  it.each([
    ['that may have come with them', REFUSED_AGO - 4],
    ['that was just before them', REFUSED_AGO + 15 * 60 - 1],
  ])('is filled by a client with a change %s', (_, seconds) => {
    expect(short(found(db, refused('ward'), changed('rounds', seconds)))).toEqual([
      'dependency-error Deployment/rounds strong',
    ]);
  });

  it('stays the cause where its own template was changed, whatever its clients did', () => {
    const server = join(changed('db', REFUSED_AGO + 10, { ports: PORTS }), {
      services: [service('db', { ports: [{ port: 5432, targetPort: 5432 }] })],
    });
    expect(short(found(server, refused('ward'), changed('rounds')))).toEqual([
      'dependency-error Deployment/db proof',
    ]);
  });

  it('stays the cause where more pods of a client fill it', () => {
    expect(short(found(db, refused('ward'), scaledUp('rounds', 2, 12)))).toEqual([
      'dependency-error Deployment/db proof',
    ]);
  });

  it.each([
    ['the same key', 'database', 'proof'],
    ['another key', 'sessions', 'strong'],
  ])(
    'is filled by more pods of a client that reads %s of a Secret as a refused one',
    (_, secret, strength) => {
      const url = (name: string) => ({
        name: 'DATABASE_URL',
        valueFrom: { secretKeyRef: { name, key: 'url' } },
      });
      const ward = join(app('ward', { container: { env: [...HOST, url('database')] } }), {
        logs: [told(podName('ward'), { patterns: [lines(SAYS, COUNTS)] })],
      });
      expect(short(found(db, ward, scaledUp('rounds', 2, 12, [url(secret)])))).toEqual([
        `dependency-error Deployment/db ${strength}`,
      ]);
    },
  );

  it('is not known to be filled by whom, where no client or several were changed, or one has fewer pods', () => {
    const unknown = [
      found(db, refused('ward')),
      found(db, refused('ward'), changed('rounds'), changed('night')),
      found(db, refused('ward'), scaledUp('rounds', 12, 2)),
    ];
    for (const findings of unknown) {
      expect(short(findings)).toEqual(['dependency-error Deployment/db strong']);
      expect(findings[0]?.against).toEqual([
        'which of its clients holds its connections is not in the evidence',
      ]);
    }
  });

  it('is not filled by who does not call it', () => {
    expect(short(found(db, refused('ward'), changed('mail', REFUSED_AGO + 10, {})))).toEqual([
      'dependency-error Deployment/db strong',
    ]);
  });
});
