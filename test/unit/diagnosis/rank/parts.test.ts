import { describe, expect, it } from '@jest/globals';
import type { AnalyzerRun } from '../../../../functions/diagnosis/analysis/run-analyzers.ts';
import { rank } from '../../../../functions/diagnosis/rank/rank.ts';
import { rankingOf } from '../../../../functions/diagnosis/rank/ranking-of.ts';
import { score } from '../../../../functions/diagnosis/rank/score.ts';
import type { CauseId } from '../../../../functions/model/cause.ts';
import type { Finding } from '../../../../functions/model/finding.ts';
import { factsOf } from '../../../support/facts.ts';
import { said } from '../../../support/written.ts';
import { evidenceOf } from '../mechanisms/cluster.ts';

const ref = (name: string) => ({ kind: 'Deployment', namespace: 'shop', name });
const finding = (
  cause: CauseId,
  name: string,
  more: Partial<Omit<Finding, 'cause' | 'facts'>> = {},
): Finding => ({
  ...factsOf(cause),
  object: ref(name),
  title: said(`${cause} of ${name}`),
  strength: 'proof',
  evidence: [said('seen')],
  against: [],
  actions: [],
  explains: [ref(name)],
  basis: ['pods'],
  ...more,
});
const ONSET = Date.parse('2026-11-25T14:00:00Z');
const context = { evidence: evidenceOf({ pods: [{}] }), symptoms: [], onset: undefined, target: undefined };
const symptom = (name: string, weight: number) => ({ ref: ref(name), kind: 'errors' as const, weight });
const partsOf = (more: Parameters<typeof finding>[2], symptoms: readonly ReturnType<typeof symptom>[] = []) =>
  score(finding('image-pull', 'api', more), { symptoms, onset: ONSET }, true).parts;

describe('the parts of a score', () => {
  it.each([
    ['proof', 30],
    ['strong', 22],
    ['hint', 0],
  ] as const)('of a finding that is a %s: %d points', (strength, points) => {
    expect(partsOf({ strength }).strength).toBe(points);
  });

  it('are twenty for all symptoms that it explains, by their weight', () => {
    expect(partsOf({}, [symptom('api', 1)]).coverage).toBe(20);
    expect(partsOf({}, [symptom('api', 1), symptom('web', 3)]).coverage).toBe(5);
    expect(partsOf({}, [symptom('web', 1)]).coverage).toBe(0);
    expect(partsOf({}).coverage).toBe(0);
  });

  it('are ten for what others show, up to a weight of one', () => {
    const explains = [ref('api'), ref('web'), ref('job')];
    expect(partsOf({ explains }, [symptom('web', 0.3)]).others).toBe(3);
    expect(partsOf({ explains }, [symptom('web', 0.25), symptom('job', 0.25)]).others).toBe(5);
    expect(partsOf({ explains }, [symptom('web', 1), symptom('job', 1)]).others).toBe(10);
    expect(partsOf({ explains }, [symptom('api', 1)]).others).toBe(0);
    expect(partsOf({ explains }, [symptom('cron', 1)]).others).toBe(0);
  });

  it.each([
    ['2026-11-25T13:00:00Z', 6],
    ['2026-11-25T14:01:00Z', 6],
    ['2026-11-25T14:01:01Z', 0],
    [undefined, 3],
  ])('since %s: %d points', (since, points) => {
    expect(partsOf(since === undefined ? {} : { since }).time).toBe(points);
  });

  it('are three for its time where the onset is not known', () => {
    const entry = score(
      finding('image-pull', 'api', { since: '2026-11-25T13:00:00Z' }),
      { symptoms: [], onset: undefined },
      true,
    );
    expect(entry.parts.time).toBe(3);
  });

  it('are two less for each point against it', () => {
    expect(partsOf({ against: [said('but'), said('and')] }).against).toBe(-4);
  });

  it('are a hundred less for what was not asked about', () => {
    const entry = finding('image-pull', 'api');
    const of = (isLinked: boolean) => score(entry, { symptoms: [], onset: ONSET }, isLinked);
    expect(of(true).parts.unlinked).toBe(0);
    expect(of(false).parts.unlinked).toBe(-100);
    expect(of(true).score - of(false).score).toBe(100);
  });
});

describe('what the causes account for', () => {
  const down = finding('scaled-to-zero', 'db', { explains: [ref('db'), ref('api')] });
  const guess = finding('oom-killed', 'web', { strength: 'hint' });

  it('is what the first explains, and what all that are more than a guess explain', () => {
    const pull = finding('image-pull', 'job');
    const symptoms = [symptom('api', 1)];
    const { explained, accountedFor } = rank([guess, pull, down], { ...context, symptoms });
    expect(explained).toEqual([ref('db'), ref('api')]);
    expect([...accountedFor].map(({ name }) => name).sort()).toEqual(['api', 'db', 'job']);
  });

  it('is nothing where nothing was found, or only guessed', () => {
    expect(rank([], context)).toEqual({ causes: [], explained: [], accountedFor: [], findings: [] });
    expect(rank([guess], context).accountedFor).toEqual([]);
    expect(rank([guess], context).explained).toEqual([ref('web')]);
  });

  it('is told with each cause: how sure it is, and what was found', () => {
    const actions = [{ command: 'x' }] as unknown as Finding['actions'];
    const against = [said('but')];
    const { causes, findings } = rank([finding('image-pull', 'job', { actions, against })], context);
    expect(causes).toEqual([
      {
        ...factsOf('image-pull'),
        confidence: 'medium',
        object: ref('job'),
        title: said('image-pull of job'),
        evidence: [said('seen')],
        against,
        actions,
      },
    ]);
    expect(findings[0]?.fate).toEqual({ became: 'cause', confidence: 'medium' });
    expect(rank([guess], context).findings[0]?.fate).toEqual({ became: 'cause', confidence: 'low' });
    expect(rank([down], context).findings[0]?.fate).toEqual({ became: 'cause', confidence: 'high' });
  });

  it('says what nothing links to what was asked about, after what was not read whole', () => {
    const asked = { ...context, target: ref('web') };
    const found = finding('image-pull', 'job', { basis: ['pods', 'events', 'events'] });
    expect(rank([found], asked).causes[0]?.against).toEqual([
      { says: 'not-read-whole', collector: 'events', status: null },
      { says: 'not-linked-to-target' },
    ]);
    const forbidden = { ...context, evidence: evidenceOf({ pods: [{}] }, { events: 'forbidden' }) };
    expect(rank([found], forbidden).causes[0]?.against).toEqual([
      { says: 'not-read-whole', collector: 'events', status: 'forbidden' },
    ]);
  });

  it('keeps the order of what is alike: by time, then by facts', () => {
    const at = (since: string) => finding('image-pull', 'a', { since, title: said(since) });
    const [early, late] = [at('2026-11-25T13:00:00Z'), at('2026-11-25T13:30:00Z')];
    for (const findings of [
      [early, late],
      [late, early],
    ])
      expect(rank(findings, context).causes[0]?.title).toEqual(early.title);
  });
});

describe('the ranking that is shown', () => {
  it('says who found what, what became of it, and who could not look whole', () => {
    const found = finding('image-pull', 'job');
    const { findings } = rank([found, finding('oom-killed', 'web')], context);
    const run = (analyzer: string, more: Partial<AnalyzerRun>) =>
      ({ analyzer: { name: analyzer }, findings: [], lacking: [], error: undefined, ...more }) as AnalyzerRun;
    const shown = rankingOf(
      [
        run('pods', { findings: [found] }),
        run('nodes', { lacking: ['nodes'] }),
        run('logs', { error: 'failed' }),
        run('load', {}),
      ],
      findings,
    );
    expect(shown.findings.map(({ analyzer, cause, object }) => [analyzer, cause, object.name])).toEqual(
      findings.map(({ finding: { cause, object } }) => [
        cause === 'image-pull' ? 'pods' : '',
        cause,
        object.name,
      ]),
    );
    const [first] = findings;
    expect(shown.findings[0]).toMatchObject({
      strength: 'proof',
      title: first?.finding.title,
      score: first?.score,
      parts: first?.parts,
      fate: { became: 'cause', confidence: 'high' },
    });
    expect(shown.hindered).toEqual([
      { analyzer: 'nodes', lacking: ['nodes'], error: null },
      { analyzer: 'logs', lacking: [], error: 'failed' },
    ]);
  });
});
