import { describe, expect, it } from '@jest/globals';
import { rank } from '../../../../functions/diagnosis/rank/rank.ts';
import type { CauseId } from '../../../../functions/model/cause.ts';
import { peersOf, type Refusal } from '../../../../functions/model/facts.ts';
import type { Finding, Strength } from '../../../../functions/model/finding.ts';
import { factsOf } from '../../../support/facts.ts';
import { said } from '../../../support/written.ts';
import { evidenceOf } from '../mechanisms/cluster.ts';

const ref = (name: string) => ({ kind: 'Deployment', namespace: 'shop', name });
const finding = (
  cause: CauseId,
  name: string,
  strength: Strength = 'proof',
  more: Partial<Omit<Finding, 'cause' | 'facts'>> = {},
): Finding => ({
  ...factsOf(cause),
  object: ref(name),
  title: said(`${cause} of ${name}`),
  strength,
  evidence: [said('seen')],
  against: [],
  actions: [],
  explains: [ref(name)],
  basis: ['pods'],
  ...more,
});
const context = { evidence: evidenceOf({ pods: [{}] }), symptoms: [], onset: undefined, target: undefined };
const ranked = (findings: readonly Finding[], more = {}) =>
  rank(findings, { ...context, ...more }).causes.map(
    ({ cause, object, confidence }) => `${cause} ${object.name} ${confidence}`,
  );

describe('ranking', () => {
  it('puts the fault that others fail by before one of a workload that nobody misses', () => {
    const alone = finding('image-pull', 'poster');
    const missed = finding('scaled-to-zero', 'db', 'proof', {
      explains: [ref('db'), ref('tickets'), ref('turnstile')],
    });
    const symptoms = [
      { ref: ref('poster'), kind: 'unavailable', weight: 1 },
      { ref: ref('tickets'), kind: 'errors', weight: 0.3 },
      { ref: ref('turnstile'), kind: 'errors', weight: 0.3 },
    ];
    expect(ranked([alone, missed], { symptoms })).toEqual([
      'scaled-to-zero db high',
      'image-pull poster high',
    ]);
    expect(ranked([alone, missed], { symptoms: symptoms.slice(0, 1) })[0]).toBe('image-pull poster high');
  });

  it('puts what fails before a change of configuration that it only came after, and a missing setting before both', () => {
    const changed = {
      ...finding('config-missing', 'api', 'strong'),
      facts: { by: 'differences' },
    } as Finding;
    const byCallers = { ...changed, facts: { by: 'callers' } } as Finding;
    expect(ranked([changed, finding('oom-killed', 'api', 'strong')])).toEqual(['oom-killed api medium']);
    expect(ranked([changed, finding('config-missing', 'api', 'strong')])).toEqual([
      'config-missing api medium',
    ]);
    const down = finding('scaled-to-zero', 'db', 'strong', { explains: [ref('db'), ref('api')] });
    expect(ranked([changed, down])).toEqual(['scaled-to-zero db medium']);
    const caller = finding('oom-killed', 'web', 'strong');
    const reaching = { ...byCallers, explains: [ref('api'), ref('web')] };
    expect(ranked([reaching, caller])).toEqual(['oom-killed web medium']);
  });

  it('names nobody where nothing was found', () => {
    expect(ranked([])).toEqual([]);
  });

  it("puts a dependency's failure before its callers' symptoms, and leaves those out", () => {
    const down = finding('scaled-to-zero', 'db', 'proof', { explains: [ref('db'), ref('api')] });
    expect(
      ranked([finding('crash-app-error', 'api'), finding('dependency-unreachable', 'api'), down]),
    ).toEqual(['scaled-to-zero db high']);
  });

  it('is not sure of a culprit while what could name another was not read', () => {
    const evidence = evidenceOf({ pods: [{}] }, { services: 'forbidden' });
    expect(ranked([finding('dependency-error', 'api'), finding('image-pull', 'web')], { evidence })).toEqual([
      'image-pull web high',
      'dependency-error api medium',
    ]);
  });

  it.each(['pods', 'events', 'services', 'deployments'] as const)(
    'is not sure of a culprit while %s were asked for and not read whole',
    (name) => {
      const evidence = evidenceOf({ pods: [{}] }, { [name]: 'truncated' });
      const basis = { basis: [] };
      expect(ranked([finding('dependency-error', 'api', 'proof', basis)], { evidence })).toEqual([
        'dependency-error api medium',
      ]);
      expect(ranked([finding('image-pull', 'api', 'proof', basis)], { evidence })).toEqual([
        'image-pull api high',
      ]);
    },
  );

  it('adds three lines at most of what agrees, and none of a hint', () => {
    const more = (lines: readonly string[], strength: Strength = 'strong') =>
      finding('oom-killed', 'api', strength, { evidence: lines.map(said) });
    const evidenceOfBest = (...others: readonly Finding[]) =>
      rank([finding('oom-killed', 'api'), ...others], context).causes[0]?.evidence.length;
    expect(evidenceOfBest(more(['1', '2', '3', '4']))).toBe(4);
    expect(evidenceOfBest(more(['1', '2']))).toBe(3);
    expect(evidenceOfBest(more(['1'], 'hint'))).toBe(1);
  });

  it('takes what is of the whole cluster and names nobody for something that may concern anyone', () => {
    const whole = (explains: readonly ReturnType<typeof ref>[]) =>
      finding('cluster-health', 'dns', 'proof', { object: { ...ref('dns'), namespace: '' }, explains });
    const asked = { target: ref('api') };
    expect(ranked([whole([])], asked)).toEqual(['cluster-health dns high']);
    expect(ranked([whole([ref('dns')])], asked)).toEqual(['cluster-health dns high']);
    expect(ranked([whole([ref('dns'), ref('web')])], asked)).toEqual(['cluster-health dns low']);
    expect(ranked([whole([ref('dns'), ref('api')])], asked)).toEqual(['cluster-health dns high']);
  });

  it('keeps what a dependency cannot bring about', () => {
    const down = finding('scaled-to-zero', 'db', 'proof', { explains: [ref('db')] });
    expect(ranked([down, finding('image-pull', 'web')])).toEqual([
      'scaled-to-zero db high',
      'image-pull web high',
    ]);
  });

  it('lets a plain crash give way to what explains it', () => {
    expect(ranked([finding('crash-app-error', 'api'), finding('dns-resolution', 'api', 'strong')])).toEqual([
      'dns-resolution api medium',
    ]);
  });

  it('lets a plain crash give way even to what weighs less', () => {
    const crash = finding('crash-app-error', 'api');
    expect(ranked([crash, finding('traffic-spike', 'api', 'strong')])).toEqual(['traffic-spike api medium']);
    expect(ranked([crash, finding('traffic-spike', 'api', 'hint')])[0]).toBe('crash-app-error api high');
  });

  it('lets what ran out give way to the release that proves to eat it, and to no other', () => {
    const out = finding('resource-exhausted', 'api', 'strong');
    expect(ranked([out, finding('bad-rollout', 'api')])).toEqual(['bad-rollout api high']);
    expect(ranked([out, finding('bad-rollout', 'api', 'strong')])[0]).toBe('resource-exhausted api medium');
  });

  it('lets what callers see of a release give way to the release, but not what a server says in so many words', () => {
    const rollout = finding('bad-rollout', 'api', 'strong');
    expect(ranked([finding('dependency-error', 'api', 'strong'), rollout])).toEqual([
      'bad-rollout api medium',
    ]);
    expect(ranked([finding('dependency-error', 'api'), rollout])[0]).toBe('dependency-error api high');
  });

  it('lets no hint hide anything', () => {
    expect(ranked([finding('crash-app-error', 'api'), finding('dns-resolution', 'api', 'hint')])[0]).toBe(
      'crash-app-error api high',
    );
  });

  it('is high only on whole evidence, with nothing against it', () => {
    expect(ranked([finding('oom-killed', 'api', 'proof', { basis: ['pods', 'events'] })])).toEqual([
      'oom-killed api medium',
    ]);
    expect(ranked([finding('oom-killed', 'api', 'proof', { against: [said('but')] })])).toEqual([
      'oom-killed api medium',
    ]);
    expect(ranked([finding('oom-killed', 'api', 'strong')])).toEqual(['oom-killed api medium']);
  });

  it('says which evidence was not whole', () => {
    const { causes } = rank([finding('oom-killed', 'api', 'proof', { basis: ['events'] })], context);
    expect(causes[0]?.against).toEqual([{ says: 'not-read-whole', collector: 'events', status: null }]);
  });

  it('is low on what nothing links to the workload that was asked about', () => {
    expect(ranked([finding('image-pull', 'other')], { target: ref('api') })).toEqual([
      'image-pull other low',
    ]);
  });

  it('gathers the evidence of analyzers that agree', () => {
    const { causes } = rank(
      [
        finding('oom-killed', 'api'),
        finding('oom-killed', 'api', 'strong', { evidence: [said('seen too')] }),
      ],
      context,
    );
    expect(causes).toHaveLength(1);
    expect(causes[0]?.evidence).toEqual([said('seen'), said('seen too')]);
  });

  it.each([
    ['credentials', 'connections', 'connections'],
    ['connections', 'credentials', 'connections'],
    [undefined, 'credentials', 'credentials'],
    ['credentials', undefined, 'credentials'],
  ] as const)('knows what a server refuses, said to be %s and %s', (first, second, known) => {
    const refusing = (refuses: Refusal | undefined, evidence: string): Finding => {
      const {
        cause: _,
        facts: __,
        ...rest
      } = finding('dependency-error', 'db', 'proof', { evidence: [said(evidence)] });
      return { ...rest, cause: 'dependency-error', facts: { ownSettings: false, refuses, peers: [] } };
    };
    const { causes } = rank([refusing(first, 'one'), refusing(second, 'two')], context);
    expect(causes.map(({ facts }) => facts)).toEqual([{ ownSettings: false, refuses: known, peers: [] }]);
  });

  it('knows each host that one of two findings of the same thing is about, once', () => {
    const calling = (...hosts: readonly string[]): Finding => {
      const peers = hosts.map((host) => ({ host, port: null, service: null }));
      const { cause: _, facts: __, ...rest } = finding('slow-dependency', 'api', 'strong');
      return { ...rest, cause: 'slow-dependency', facts: { peers } };
    };
    const { causes } = rank([calling('db', 'maps'), calling('maps', 'mail')], context);
    expect(causes.map((cause) => peersOf(cause).map(({ host }) => host))).toEqual([['db', 'maps', 'mail']]);
  });

  it('lets a hint stand beside what it would explain, and lets what is more hide what it explains', () => {
    const explains = [ref('db'), ref('web')];
    const web = finding('image-pull', 'web', 'hint');
    expect(ranked([finding('scaled-to-zero', 'db', 'strong', { explains }), web])).toEqual([
      'scaled-to-zero db medium',
    ]);
    expect(ranked([finding('scaled-to-zero', 'db', 'hint', { explains }), web])).toEqual([
      'scaled-to-zero db low',
      'image-pull web low',
    ]);
  });

  it('names no object twice', () => {
    expect(ranked([finding('image-pull', 'web'), finding('oom-killed', 'web', 'hint')])).toEqual([
      'image-pull web high',
    ]);
    const nobody = { explains: [] };
    const twice = [
      finding('image-pull', 'web', 'hint', nobody),
      finding('oom-killed', 'web', 'hint', nobody),
    ];
    expect(ranked(twice)).toEqual(['image-pull web low']);
  });

  it('names five causes at most', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect(ranked(names.map((name) => finding('image-pull', name)))).toEqual(
      names.slice(0, 5).map((name) => `image-pull ${name} high`),
    );
  });

  it('puts what has to do with the workload that was asked about before all else, however weak', () => {
    const asked = { target: ref('web') };
    const far = finding('node-infrastructure', 'node', 'proof');
    expect(ranked([far, finding('traffic-spike', 'web', 'hint')], asked)).toEqual([
      'traffic-spike web low',
      'node-infrastructure node low',
    ]);
    const explaining = finding('node-infrastructure', 'node', 'proof', { explains: [ref('web')] });
    expect(ranked([explaining, finding('image-pull', 'web', 'hint')], asked)[0]).toBe(
      'node-infrastructure node high',
    );
  });

  it.each<[string, Partial<Finding>, Partial<Finding>]>([
    [
      'began before the onset over what began long after it',
      { since: '2026-11-25T13:00:00Z' },
      { since: '2026-11-25T14:10:00Z' },
    ],
    [
      'began within a minute after the onset over what began later',
      { since: '2026-11-25T14:01:00Z' },
      { since: '2026-11-25T14:01:01Z' },
    ],
    ['is known to have begun before over what has no time', { since: '2026-11-25T14:00:00Z' }, {}],
    ['has no time over what began after', {}, { since: '2026-11-25T14:10:00Z' }],
    ['has nothing against it over what has', {}, { against: [said('but')] }],
    ['has less against it', { against: [said('but')] }, { against: [said('but'), said('and')] }],
  ])('of two alike takes the one that %s', (_, better, worse) => {
    const onset = Date.parse('2026-11-25T14:00:00Z');
    for (const [first, second] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const)
      expect(
        ranked(
          [finding('image-pull', first, 'strong', better), finding('image-pull', second, 'strong', worse)],
          { onset },
        )[0],
      ).toBe(`image-pull ${first} medium`);
  });

  it('of two that are alike in all takes the first by name', () => {
    expect(ranked([finding('image-pull', 'b'), finding('unschedulable', 'a')])).toEqual([
      'unschedulable a high',
      'image-pull b high',
    ]);
  });

  it.each([
    'crash-app-error',
    'liveness-probe',
    'readiness-probe',
    'dependency-unreachable',
    'dependency-error',
    'dns-resolution',
    'slow-dependency',
    'cpu-saturation',
    'latency-network',
    'resource-exhausted',
    'bad-rollout',
    'hpa-maxed',
    'traffic-spike',
    'network-policy',
  ] as const)(
    'lets %s of a caller give way to the dependency that it fails by, though others fail by the caller',
    (cause) => {
      const down = finding('scaled-to-zero', 'db', 'strong', { explains: [ref('db'), ref('api')] });
      const caller = finding(cause, 'api', 'proof', { explains: [ref('api'), ref('web')] });
      const symptoms = [{ ref: ref('web'), kind: 'unavailable', weight: 1 }];
      expect(ranked([caller, down], { symptoms })).toEqual(['scaled-to-zero db medium']);
    },
  );

  it.each(['image-pull', 'oom-killed', 'unschedulable', 'quota-exceeded'] as const)(
    'lets %s of a caller stand: no dependency brings it about',
    (cause) => {
      const down = finding('scaled-to-zero', 'db', 'strong', { explains: [ref('db'), ref('api')] });
      const caller = finding(cause, 'api', 'proof', { explains: [ref('api'), ref('web')] });
      expect(ranked([caller, down])).toContain(`${cause} api high`);
    },
  );

  it('of two that explain each other takes the better one', () => {
    const both = { explains: [ref('api'), ref('db')] };
    expect(
      ranked([
        finding('dependency-error', 'db', 'proof', both),
        finding('dependency-unreachable', 'api', 'proof', both),
      ]),
    ).toEqual(['dependency-error db high']);
  });

  it('does not depend on the order of the findings', () => {
    const findings = [finding('image-pull', 'a'), finding('image-pull', 'b'), finding('oom-killed', 'c')];
    expect(ranked([...findings].reverse())).toEqual(ranked(findings));
  });
});
