import { diagnose } from '../../functions/diagnosis/diagnose.ts';
import { ANALYZERS } from '../../functions/diagnosis/mechanisms/index.ts';
import type { ChangeFacts } from '../../functions/model/change.ts';
import { type Action, avoid, change } from '../../functions/model/command/action.ts';
import { kubectl } from '../../functions/model/command/command.ts';
import { objectWord } from '../../functions/model/command/word.ts';
import type { Diagnosis, JudgedDependency } from '../../functions/model/diagnosis.ts';
import type { KnownRuledOut } from '../../functions/model/ruled-out.ts';
import type { RuleName } from '../support/contradictions/index.ts';
import { type Told, tell } from '../support/contradictions/told.ts';
import {
  ago,
  bundleOf,
  deployment,
  event,
  join,
  log,
  playbook,
  pod,
  podName,
} from '../unit/diagnosis/mechanisms/cluster.ts';
import { INCIDENTS } from './incidents.ts';

type Parts = Parameters<typeof bundleOf>[0];

const used = playbook({
  dependencies: [{ name: 'PostgreSQL', kind: 'database', service: 'db', port: 5432 }],
});
const target = { workload: { kind: 'Deployment', namespace: 'shop', name: 'api' } };
const api = target.workload;

const partsOf = (name: string): Parts => INCIDENTS[name]?.parts ?? {};
const diagnosisOf = (parts: Parts): Diagnosis => diagnose(bundleOf(parts, target), used, ANALYZERS);

/** What is told of an incident, as it is and with something in it that is not so. */
const otherwise = (name: string, lie: (diagnosis: Diagnosis) => Partial<Diagnosis>): Planted => {
  const bundle = bundleOf(partsOf(name), target);
  const true_ = diagnosisOf(partsOf(name));
  return { so: tell(bundle, used), notSo: tell(bundle, used, { ...true_, ...lie(true_) }) };
};

/** What is told of an incident, held against other evidence than it was made of. */
const against = (name: string, parts: Parts): Planted => ({
  so: tell(bundleOf(partsOf(name), target), used),
  notSo: tell(bundleOf(parts, target), used, diagnosisOf(partsOf(name))),
});

/** What is told of an incident, with another line in the note. */
const noteSays = (name: string, line: string, parts: Parts = partsOf(name)): Planted => {
  const so = tell(bundleOf(parts, target), used);
  return { so, notSo: { ...so, texts: { ...so.texts, note: line } } };
};

const database = { kind: 'StatefulSet', namespace: 'shop', name: 'db' };
const dependency = (state: JudgedDependency['state']): JudgedDependency => ({
  name: 'PostgreSQL',
  kind: 'database',
  host: 'db',
  objects: [database],
  state,
  by: [{ says: 'named-in-errors', lines: 413, of: 1239 }],
});
const wellDatabase: KnownRuledOut = {
  kind: 'dependency',
  name: 'PostgreSQL',
  by: [{ says: 'pods-ready', pods: { some: 1, all: 1 } }],
  causes: ['dependency-error'],
};

/** The first cause with one more action. */
const advised =
  (action: Action) =>
  ({ causes: [first, ...others] }: Diagnosis): Partial<Diagnosis> => ({
    causes: first === undefined ? [] : [{ ...first, actions: [...first.actions, action] }, ...others],
  });

/** What whoever applied a Service owns of it. */
const APPLIED = ['spec.ports', 'spec.selector'].map((key) => ({ key, was: undefined }));

/** The first change as another one. */
const changed =
  (facts: ChangeFacts) =>
  ({ changes: [first, ...others] }: Diagnosis): Partial<Diagnosis> => ({
    changes: first === undefined ? [] : [{ ...first, facts, reached: 'yes' }, ...others],
  });

const minute = (seconds: number, errors5xx: number) => ({
  at: ago(seconds),
  requests: 100,
  errors5xx,
  errors4xx: 0,
  byMethod: { GET: 100 },
});

/** Requests of the API that failed ten minutes ago, and succeed. */
const ended = join(partsOf('healthy'), {
  logs: [
    log({
      pod: podName('api'),
      requests: 300,
      byStatus: { 200: 250, 503: 50 },
      minutes: [minute(600, 50), minute(120, 0), minute(60, 0)],
    }),
  ],
});

export interface Planted {
  /** What is told as it is: the rule is silent. */
  readonly so: Told;
  /** The same with a contradiction in it. */
  readonly notSo: Told;
}

/** A breach of every rule. */
export const PLANTED: Readonly<Record<RuleName, () => Planted>> = {
  'ruled-out-topic-is-no-cause': () =>
    otherwise('database-connections', () => ({
      ruledOut: [
        {
          kind: 'topic',
          topic: 'Services',
          by: { says: 'services-point-to-ports', services: 2 },
          causes: ['dependency-error'],
        },
      ],
    })),
  'ruled-out-topic-is-not-seen': () =>
    against(
      'healthy',
      join(partsOf('healthy'), {
        logs: [
          log({
            pod: podName('api'),
            previous: true,
            tail: ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
          }),
        ],
      }),
    ),
  'ruled-out-dependency-is-no-object': () =>
    otherwise('database-connections', () => ({
      dependencies: [dependency('ok')],
      ruledOut: [wellDatabase],
    })),
  'ruled-out-dependency-logs-no-errors': () =>
    against(
      'healthy',
      join(partsOf('healthy'), { logs: [log({ pod: 'db-0' }, { 'PANIC: could not write to file': 467 })] }),
    ),
  'failing-by-own-evidence': () => otherwise('healthy', () => ({ dependencies: [dependency('failing')] })),
  'well-dependency-is-no-object': () =>
    otherwise('database-connections', () => ({ dependencies: [dependency('ok')] })),
  'nothing-is-done-and-warned-of': () =>
    otherwise('bad-rollout', advised(avoid('roll-back', 'do not roll deployment/api back', api))),
  'what-missed-is-not-undone': () =>
    otherwise('bad-rollout', ({ changes }) => ({
      changes: changes.map((one) => ({ ...one, reached: 'no' as const })),
    })),
  'commands-act-on-what-is-named': () =>
    otherwise(
      'bad-rollout',
      advised(
        change(
          kubectl('shop', 'rollout', 'restart', objectWord({ ...api, name: 'ghost' })),
          'restart what is named nowhere',
        ),
      ),
    ),
  'restarts-by-itself-with-restarts': () =>
    otherwise('bad-rollout', advised(avoid('restart', 'do not restart: it restarts by itself', api))),
  'headline-is-of-the-first-cause': () => {
    const { so } = otherwise('bad-rollout', () => ({}));
    return {
      so,
      notSo: { ...so, report: { ...so.report, headline: 'no cause found: what was read is well' } },
    };
  },
  'well-is-not-unexplained': () => noteSays('healthy', 'CAUSE unknown: no rule explains what was seen'),
  'well-has-no-symptoms': () =>
    against('healthy', {
      ...partsOf('healthy'),
      deployments: [deployment('api')],
      pods: [pod('api', { ready: false, created: ago(3000) })],
    }),
  'unexplained-has-symptoms': () => noteSays('healthy', 'CAUSE unknown: no rule explains what was seen'),
  'present-tense-is-of-now': () => {
    const so = tell(bundleOf(ended, target), used);
    const headline = 'unknown: deployment/api answers requests with 5xx';
    return { so, notSo: { ...so, report: { ...so.report, headline } } };
  },
  'no-fault-beside-warnings': () =>
    noteSays(
      'healthy',
      'CAUSE none found: no fault seen in pods, events, logs (13:00:00Z to 14:00:00Z)',
      join(partsOf('healthy'), {
        events: [event('Pod', podName('api'), 'BackOff', 'Back-off restarting', { lastTimestamp: ago(60) })],
      }),
    ),
  'failing-is-of-now': () => noteSays('healthy', 'FAILING  17 % of 300 requests', ended),
  'a-part-is-no-more-than-all': () =>
    otherwise('bad-rollout', ({ traffic }) => ({
      traffic: traffic && { ...traffic, podsRead: 6, podsTotal: 4 },
    })),
  'a-told-part-is-no-more-than-all': () =>
    noteSays('healthy', 'REQUESTS  0 % of 1,136 requests, 6 of 4 pods'),
  'sections-count-alike': () =>
    otherwise('bad-rollout', ({ traffic }) => ({ traffic: traffic && { ...traffic, errors5xx: 1 } })),
  'began-with-is-not-after': () =>
    otherwise('database-connections', ({ onset }) => ({ onset: onset && { ...onset, at: ago(3000) } })),
  'began-with-names-what-changed': () => {
    const { so, notSo } = otherwise('database-connections', changed({ kind: 'fields', fields: APPLIED }));
    const what = 'spec.ports, spec.selector (old value unknown)';
    const changes = notSo.report.changes.map((one) => ({ ...one, what }));
    const texts = { ...notSo.texts, note: `  began with  deployment/worker ${what}` };
    return { so, notSo: { ...notSo, report: { ...notSo.report, changes }, texts } };
  },
  'began-with-is-a-change': () =>
    otherwise('database-connections', changed({ kind: 'scaling', from: 3, to: 3 })),
  'a-crash-does-not-say-that-all-is-well': () =>
    otherwise('bad-rollout', ({ causes: [first] }) => ({
      causes:
        first === undefined
          ? []
          : [
              {
                ...first,
                title: {
                  says: 'container-crashes',
                  container: 'main',
                  exitCode: 1,
                  said: 'ts=2026-11-28T22:43:08Z level=info msg="Starting"',
                },
              },
            ],
    })),
};
