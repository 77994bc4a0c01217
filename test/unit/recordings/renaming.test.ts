import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressMapping } from '../../../functions/recordings/case/addresses.ts';
import { identifierMapping } from '../../../functions/recordings/case/identifiers.ts';
import { namesIn } from '../../../functions/recordings/case/names.ts';
import { createRenaming } from '../../../functions/recordings/case/rename.ts';

const SALT = 'pinch';

const bits = (address: string): string =>
  address
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
const shared = (a: string, b: string): number => {
  const [one, other] = [bits(a), bits(b)];
  const at = [...one].findIndex((bit, index) => bit !== other[index]);
  return at < 0 ? 32 : at;
};
const address = fc.tuple(fc.constantFrom(10, 100, 172, 192, 52), fc.nat(255), fc.nat(255), fc.nat(255));

describe('addresses', () => {
  const map = addressMapping(SALT);

  it('that share a network share one afterwards, of just that size', () => {
    fc.assert(
      fc.property(address, address, (one, other) => {
        const [a, b] = [one.join('.'), other.join('.')];
        expect(shared(map(a), map(b))).toBe(shared(a, b));
      }),
    );
  });

  it.each(['127.0.0.1', '0.0.0.0', '255.255.255.255', '169.254.169.254', '999.1.1.1'])(
    '%s stays',
    (special) => {
      expect(map(special)).toBe(special);
    },
  );

  it.each([
    ['10.244.3.17', /^10\./],
    ['172.20.3.17', /^172\.(?:1[6-9]|2\d|3[01])\./],
    ['192.168.3.17', /^192\.168\./],
  ])('%s stays private and becomes another', (original, range) => {
    expect(map(original)).toMatch(range);
    expect(map(original)).not.toBe(original);
  });

  it('are others under another salt', () => {
    expect(addressMapping('other')('10.244.3.17')).not.toBe(map('10.244.3.17'));
  });
});

describe('identifiers', () => {
  const map = identifierMapping(SALT);
  const account = '123456789012';

  it.each([
    ['of a node', 'node ip-10-0-3-17.eu-west-1.compute.internal is down', 'ip-10-0-3-17'],
    ['of an instance', 'instance i-0123456789abcdef0 ended', '0123456789abcdef0'],
    ['of an account in an ARN', `arn:aws:iam::${account}:role/x`, account],
    ['of an account in a registry', `${account}.dkr.ecr.eu-west-1.amazonaws.com/x`, account],
    ['of an object', 'uid 4c1bb0e4-3a40-4f7f-9d4b-2f6a1f5e8a11', '4c1bb0e4'],
    ['of an image', `node@sha256:${'0a'.repeat(32)}`, '0a0a0a'],
    ['of an IPv6 host', 'dial tcp [fd00:10:244::1f]:8080', 'fd00:10:244::1f'],
  ])('%s give way, the same to the same', (_, text, original) => {
    expect(map(text)).not.toContain(original);
    expect(map(text)).toBe(map(text));
    expect(map(text).length).toBeGreaterThan(0);
  });

  it.each(['at 12:03:11 for 1:02:03', 'std::vector, a::b', 'release 1.2.3', '42 of 100', 'listening on ::1'])(
    'are none in "%s"',
    (text) => {
      expect(map(text)).toBe(text);
    },
  );
});

const deployment = (name: string, more: object = {}) => ({
  metadata: { name, namespace: 'boutique' },
  ...more,
});

describe('names', () => {
  it('are words of somebody; products and common words are none', () => {
    const { words, common } = namesIn([
      deployment('acme-redis-api'),
      deployment('web-worker'),
      deployment('redis'),
    ]);
    expect([...words].sort()).toEqual(['acme', 'boutique']);
    expect([...common]).toEqual(['web-worker']);
  });

  it('are none of the resources that an autoscaler looks at, but those that somebody made up', () => {
    const of = (name: string) => {
      const { words, common } = namesIn({ metrics: [{ type: 'Resource', resource: { name } }] });
      return [...words, ...common];
    };
    expect([of('cpu'), of('memory'), of('hatstand.io/seats')]).toEqual([[], [], ['hatstand', 'seats']]);
  });

  it('are read in hosts, users, variables, images, labels and ARNs too', () => {
    const arn = ['arn:aws:sqs:eu-west-1', '1'.repeat(12), 'hatstand'].join(':');
    const { words, hosts } = namesIn([
      { env: [{ name: 'DB_USER', value: 'mollusc' }], image: 'registry.quince.io/larder/jam:1.2' },
      { text: `psql: FATAL: role "gherkin" does not exist at https://api.turnip.dev/x for ${arn}` },
      { labels: { team: 'marmot', 'kubernetes.io/arch': 'arm99' } },
    ]);
    expect([...words].sort()).toEqual([
      'gherkin',
      'hatstand',
      'jam',
      'larder',
      'marmot',
      'mollusc',
      'quince',
      'turnip',
    ]);
    expect([...hosts].sort()).toEqual(['api.turnip.dev', 'registry.quince.io']);
  });

  it('that hold an address give way as addresses do, and stay in their form', () => {
    const node = 'ip-10-0-3-17.eu-west-1.compute.internal';
    const { text } = createRenaming([{ nodeName: node, podIP: '10.0.3.17' }], SALT);
    const address = text('10.0.3.17');
    expect(address).not.toBe('10.0.3.17');
    expect(text(node)).toBe(`ip-${address.replaceAll('.', '-')}.eu-west-1.compute.internal`);
  });

  it('are read in the keys of ConfigMaps and Secrets, and in what refers to one', () => {
    const { words } = namesIn([
      {
        metadata: { name: 'settings' },
        keys: ['marmot.yaml', 'LEMMING_MODE', 'tls.crt', '.dockerconfigjson'],
      },
      {
        configMapKeyRef: { name: 'settings', key: 'quince-rules' },
        hosts: [{ key: 'turnip.conf', host: 'db' }],
      },
      { managedFields: [{ keys: ['data.walrus'] }], windowsScripts: ['gherkin.sh'] },
    ]);
    expect([...words].sort()).toEqual(['gherkin', 'marmot', 'quince', 'settings', 'turnip']);
  });

  it('that only begin as those of Kubernetes do are somebody’s', () => {
    expect([...namesIn([deployment('kube-marmot')]).words].sort()).toEqual(['boutique', 'marmot']);
  });

  it('of what Kubernetes made in every cluster, and of ports and volumes, stay', () => {
    const { words, common } = namesIn([
      { name: 'kube-root-ca.crt', namespace: 'kube-system' },
      { ports: [{ name: 'web' }], volumes: [{ name: 'data' }] },
    ]);
    expect([...words, ...common]).toEqual([]);
  });
});

describe('a renaming', () => {
  const { text, value } = createRenaming(
    [deployment('seatmap-api'), deployment('edge'), deployment('sea')],
    SALT,
  );
  const seatmap = text('seatmap');

  it('goes by words, whatever stands around them', () => {
    expect(seatmap).toMatch(/^[a-z]{4}x$/);
    expect(text('seatmap-api-5b9cbf8667-jmdl2')).toBe(`${seatmap}-api-5b9cbf8667-jmdl2`);
    expect(text('SEATMAP_URL=http://seatmap-api.boutique.svc:80/seatmap')).toBe(
      `${seatmap.toUpperCase()}_URL=http://${seatmap}-api.${text('boutique')}.svc:80/${seatmap}`,
    );
    expect(text('class SeatmapClient')).toBe(`class ${seatmap[0]?.toUpperCase()}${seatmap.slice(1)}Client`);
    expect(text('overseas seats')).toBe('overseas seats');
  });

  it('keeps the order of the alphabet', () => {
    expect([text('sea'), seatmap].sort()).toEqual([text('sea'), seatmap]);
    expect(text('boutique') < text('sea')).toBe(true);
  });

  it('replaces a name of common words where a name stands, and in no sentence', () => {
    const edge = text('edge');
    expect(edge).not.toBe('edge');
    expect(text('http://edge:80/x, pod edge-5b9cbf8667-jmdl2, container edge, "edge"')).toBe(
      `http://${edge}:80/x, pod ${edge}-5b9cbf8667-jmdl2, container ${edge}, "${edge}"`,
    );
    expect(text('fell over the edge of the table')).toBe('fell over the edge of the table');
    expect(text('Created container: edge')).toBe(`Created container: ${edge}`);
  });

  it('replaces a name of three common words where a sentence spells it, and none of two', () => {
    const { text: other } = createRenaming([deployment('list-of-2027'), deployment('rate-limit')], SALT);
    const [list, of] = other('list-of-2027').split('-');
    expect(list).not.toBe('list');
    expect(other('the List of 2027 is late')).toBe(
      `the ${list?.[0]?.toUpperCase()}${list?.slice(1)} ${of} 2027 is late`,
    );
    expect(other('list_of_2027: closed')).toBe(`${list}_${of}_2027: closed`);
    expect(other('the list of 20277, a list of names')).toBe('the list of 20277, a list of names');
    expect(other('rate limit exceeded')).toBe('rate limit exceeded');
  });

  it('takes every name out of every string, wherever it stands, the same for the same', () => {
    // No word of a log or of a schema has these letters in a row.
    const word = fc.stringMatching(/^zqa[a-z]{2,7}qz$/);
    const places = (name: string, other: string) => ({
      metadata: { name, namespace: 'shop', annotations: { note: `${name} belongs to ${other}` } },
      keys: [`${other}.yaml`],
      spec: { env: [{ name: `${name.toUpperCase()}_URL`, value: `http://${name}.shop.svc:80/${other}` }] },
      managedFields: [{ keys: [`data.${other}.yaml`] }],
      lastApplied: { [`data.${other}.yaml`]: name },
      text: `class ${name[0]?.toUpperCase()}${name.slice(1)}Client: no ${other}s for ${name}-7, "${name}"`,
    });
    fc.assert(
      fc.property(word, word, (name, other) => {
        const saved = [
          deployment(name),
          { metadata: { name: 'settings' }, keys: [other] },
          places(name, other),
        ];
        const renaming = createRenaming(saved, SALT);
        const renamed = JSON.stringify(renaming.value(saved)).toLowerCase();
        expect(renamed.replaceAll(`${other}s`, '')).not.toContain(name);
        expect(renamed.replaceAll(`${other}s`, '')).not.toContain(other);
        expect(renaming.text(name)).toBe(renaming.text(name));
        expect(renamed).toContain(renaming.text(name));
        expect(renaming.text(name) === renaming.text(other)).toBe(name === other);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves the fields and words of a schema, and renames labels wherever they are chosen by', () => {
    const { text: other, value: renamed } = createRenaming(
      [deployment('status'), deployment('deployment-x1')],
      SALT,
    );
    expect(
      renamed({ kind: 'Deployment', status: 'status', spec: { selector: { type: 'x1-seat' } } }),
    ).toEqual({
      kind: 'Deployment',
      status: 'status',
      spec: { selector: { type: 'x1-seat' } },
    });
    expect(value({ labels: { type: 'seatmap' }, selector: { type: 'seatmap' } })).toEqual({
      labels: { type: seatmap },
      selector: { type: seatmap },
    });
    expect(other('name')).toBe('name');
  });

  it('gives a host outside a name that is nobody’s', () => {
    const outside = createRenaming([{ url: 'https://api.turnip.dev/v1' }], SALT);
    expect(outside.text('GET https://api.turnip.dev/v1: turnip is down')).toMatch(
      /^GET https:\/\/api\.([a-z]{4}x)\.example\/v1: \1 is down$/,
    );
  });
});
