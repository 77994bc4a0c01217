import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { kindWord, nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Statement } from '../../../model/statement.ts';
import { anyOf } from '../../../text/any-of.ts';
import { earliestOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { isPastSetup } from '../../view/starting.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { isTelling, saidAtEnd } from '../shared/last-words.ts';
import { quote, type Saying, saying } from '../shared/patterns.ts';
import { eventsOf, liveContainers, livePods } from '../shared/pods.ts';
import { missingFile } from './missing-file.ts';
import { missingReferences } from './references.ts';

/**
 * A ConfigMap, Secret or key that a pod names does not exist (the kubelet waits with CreateContainerConfigError or
 * cannot mount the volume), or the program says that a setting is missing.
 */
export const configMissing: Analyzer = {
  name: 'config-missing',
  needs: ['pods'],
  causes: ['config-missing'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const found =
        byKubelet(view, workload) ??
        byVolume(view, workload) ??
        byProgram(view, workload) ??
        byFile(view, workload);
      return found ? [found] : [];
    }),
};

function byKubelet(view: ClusterView, workload: Workload): Finding | undefined {
  const waiting = liveContainers(workload).filter(
    ({ status }) => status?.state.waiting?.reason === 'CreateContainerConfigError',
  );
  const first = waiting[0];
  if (!first) return undefined;
  const message = first.status?.state.waiting?.message ?? '';
  // "runAsNonRoot" and user checks wait with the same reason but are about the security context.
  if (/runAsNonRoot|non-root|run as root|subPath/i.test(message)) return undefined;
  const pods = new Set(waiting.map(({ pod }) => pod.metadata.name)).size;
  return make(view, workload, {
    title: { says: 'config-missing', said: message || null },
    evidence: [
      {
        says: 'waits-for-config',
        pods: { some: pods, all: workload.pods.length },
        container: first.name,
        said: quote(message),
      },
      ...missingReferences(view, workload),
    ],
    since: earliestOf(waiting.map(({ pod }) => pod.metadata.creationTimestamp)),
  });
}

const MISSING_VOLUME = anyOf(
  [
    /(?:configmap|secret)s? "[^"]+" not found/,
    /references non-existent (?:config|secret) key: \S+/,
    /object "[^"]+"\/"[^"]+" not registered/,
  ],
  'i',
);

function byVolume(view: ClusterView, workload: Workload): Finding | undefined {
  const pending = livePods(workload).filter((pod) => pod.status.phase === 'Pending' && !isPastSetup(pod));
  const names = new Set(pending.map(({ metadata }) => metadata.name));
  const failed = eventsOf(view, workload).filter(
    ({ reason, message, involvedObject }) =>
      reason === 'FailedMount' && names.has(involvedObject.name) && MISSING_VOLUME.test(message),
  );
  const last = failed.at(-1);
  if (!last || /kube-root-ca\.crt/.test(last.message)) return undefined;
  const missing =
    /((?:configmap|secret)s? "[^"]+" not found|references non-existent (?:config|secret) key: \S+)/i.exec(
      last.message,
    )?.[1];
  return make(view, workload, {
    title: { says: 'volume-not-mounted', said: missing ?? quote(last.message) },
    evidence: [
      {
        says: 'pending-for-config',
        pods: { some: names.size, all: workload.pods.length },
        said: quote(last.message),
      },
    ],
    since: earliestOf(failed.map((event) => event.firstTimestamp || event.metadata.creationTimestamp)),
  });
}

/** How programs of many languages say that a setting is missing; the names of variables are written in capitals. */
const SAYS_MISSING: readonly RegExp[] = [
  /(?:env(?:ironment)? var(?:iable)?|\benv\b)\W+\S*\W*(?:is |was |has )?not (?:set|defined|found|provided|been set)/i,
  /(?:env(?:ironment)? var(?:iable)?|\benv\b)\W+\S*\W*(?:is |was |has )?(?:undefined|missing|empty|required|unset)/i,
  /(?:missing|required|undefined|no) (?:required )?env(?:ironment)? var/i,
  /(?:config(?:uration)?|settings?) file \S+ (?:not found|does not exist|is missing)/i,
  /missing required (?:config|configuration|setting|key)/i,
  // t3-env and envalid; Rust's VarError; ADO.NET.
  /invalid environment variables|environment variable not found|The ConnectionString property has not been initialized/i,
  /`Err` value: NotPresent/,
  // The entry points of the PostgreSQL, MySQL and MariaDB images.
  /(?:superuser password|password option) is not specified/,
  /(?:must|need to|have to|[Pp]lease) (?:specify|set|provide|define|export)\b[^\n]{0,60}\b[A-Z][A-Z0-9]*_[A-Z0-9_]+/,
  /KeyError: '[A-Z][A-Z0-9_]{2,}'/,
  /Could not resolve placeholder '[^']+'/,
  /required key "?[A-Z][A-Z0-9_]+"? missing/,
  /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+ (?:must be set|is not set|is not defined|is required|is undefined|is missing|not set)/,
];
/** A setting that the program does without. */
const DOES_WITHOUT =
  /\bdefault|optional|ignor|skipp|fall(?:ing)? ?back|disabl|deprecated|will not be|continuing/i;
const saysMissing = {
  test: (text: string): boolean =>
    SAYS_MISSING.some((expression) => expression.test(text)) && !DOES_WITHOUT.test(text),
};

function byProgram(view: ClusterView, workload: Workload): Finding | undefined {
  const all = saying(view, workload, saysMissing);
  const said = all[0];
  if (!said || !isTelling(view, workload, said, saysMissing)) return undefined;
  const atEnd = saidAtEnd(view, workload, saysMissing);
  return make(view, workload, {
    title: { says: 'program-misses-setting', said: quote(said.text) },
    evidence: [linesSaid(workload, said), ...missingReferences(view, workload)],
    since: earliestOf(all.map(({ first }) => first)),
    strong: !atEnd,
    logs: true,
  });
}

/** A program that ends for want of a file, in a directory that a ConfigMap or Secret makes: it lacks that key. */
function byFile(view: ClusterView, workload: Workload): Finding | undefined {
  const missed = { test: (text: string): boolean => missingFile(view, workload, text) !== undefined };
  const all = saying(view, workload, missed);
  const said = all[0];
  const file = said && missingFile(view, workload, said.text);
  if (!said || !file || !saidAtEnd(view, workload, missed)) return undefined;
  return make(view, workload, {
    title: { says: 'source-lacks-file', source: file.source, path: file.path, said: quote(said.text) },
    evidence: [
      linesSaid(workload, said),
      { says: 'source-mounted', source: file.source, keysRead: file.known },
    ],
    since: earliestOf(all.map(({ first }) => first)),
    strong: true,
    logs: true,
  });
}

const linesSaid = (workload: Workload, { count, pods, text }: Saying): Statement<'lines-said'> => ({
  says: 'lines-said',
  count,
  pods: { some: pods, all: workload.pods.length },
  said: quote(text),
});

interface Found {
  readonly title: Statement;
  readonly evidence: readonly Statement[];
  readonly since: string | undefined;
  readonly strong?: boolean;
  readonly logs?: boolean;
}

const make = (view: ClusterView, workload: Workload, found: Found): Finding =>
  finding({
    cause: 'config-missing',
    object: workload.ref,
    title: found.title,
    strength: found.strong ? 'strong' : 'proof',
    evidence: found.evidence,
    basis: found.logs ? ['pods', 'logs'] : ['pods'],
    explains: withCallers(view, workload),
    since: found.since,
    actions: [
      look(
        kubectl(workload.ref.namespace, 'describe', kindWord(workload.ref.kind), nameWord(workload.ref.name)),
        'which ConfigMaps, Secrets and keys it names',
      ),
    ],
  });
