import type { CauseId } from '../cause.ts';
import type { KnownChange } from '../changes/change.ts';
import { type Action, offered } from '../command/action.ts';
import { type Command, commandText, fillIn, wordsOf } from '../command/command.ts';
import { namespaceWord, nameWord, objectWord } from '../command/word.ts';
import type { PlaybookAction } from '../playbook/playbook.ts';
import type { RankedCause } from '../rank/ranked-cause.ts';
import type { ClusterView } from '../view/view.ts';
import { aboutNames } from './dependency.ts';
import type { Rule } from './rule.ts';
import * as onCluster from './rules-cluster.ts';
import { dependencyError, dependencyUnreachable, slowDependency } from './rules-dependency.ts';
import * as onWorkload from './rules-workload.ts';

/** Safe looks before the first change: more of them keep a responder from acting. */
const MAX_LOOKS = 2;

const RULES: Readonly<Record<CauseId, Rule>> = {
  'oom-killed': onWorkload.outOfMemory,
  'crash-app-error': onWorkload.crash,
  'image-pull': onWorkload.imagePull,
  'config-missing': onWorkload.configuration,
  unschedulable: onWorkload.noRoom,
  'volume-unbound': onCluster.unbound,
  'volume-mount': onCluster.nothingMore,
  'quota-exceeded': onWorkload.quota,
  'admission-denied': onWorkload.admission,
  'liveness-probe': onWorkload.liveness,
  'readiness-probe': onWorkload.readiness,
  'service-misrouting': onCluster.routing,
  'dns-resolution': onCluster.dns,
  'network-policy': onCluster.networkPolicy,
  'dependency-unreachable': dependencyUnreachable,
  'dependency-error': dependencyError,
  'slow-dependency': slowDependency,
  'cpu-saturation': onWorkload.cpu,
  'latency-network': onCluster.network,
  'node-infrastructure': onCluster.node,
  'scaled-to-zero': onCluster.nothingMore,
  'bad-rollout': onWorkload.badRollout,
  'certificate-expired': onCluster.certificate,
  'hpa-maxed': onWorkload.load,
  'traffic-spike': onWorkload.load,
  abuse: onWorkload.abuse,
  'rate-limited': onWorkload.rateLimited,
  'resource-exhausted': onWorkload.exhausted,
  'stuck-terminating': onWorkload.terminating,
  paused: onCluster.nothingMore,
  'cni-ip-exhausted': onCluster.addresses,
  'cloud-access-denied': onCluster.cloudAccess,
  'cluster-health': onCluster.cluster,
};

/**
 * What to do about a cause, in order: a look or two, then what changes something (undoing before adding), then the
 * playbook's own, then what not to do. Every command is whole and can be pasted; firstnote runs none of them.
 */
export function remediesFor(
  cause: RankedCause,
  view: ClusterView,
  changes: readonly KnownChange[],
): readonly Action[] {
  const derived = RULES[cause.cause](cause, { view, changes });
  const own = distinct([...undoing(derived), ...cause.actions, ...derived]);
  const team = playbookActions(cause, view);
  const looks = distinct([...derived, ...cause.actions]).filter(
    (action) => action.kind === 'look' && answers(action, view),
  );
  const changing = own.filter(({ kind }) => kind === 'change');
  return distinct([
    ...looks.slice(0, MAX_LOOKS),
    ...changing,
    ...team.filter(({ kind }) => kind !== 'avoid'),
    ...looks.slice(MAX_LOOKS),
    ...warnings([...derived, ...cause.actions]),
    ...team.filter(({ kind }) => kind === 'avoid'),
  ]);
}

/** One warning a deed ("do not scale", "do not restart"): the first one, which has the names in it. */
function warnings(actions: readonly Action[]): readonly Action[] {
  const seen = new Set<string>();
  return actions.filter(({ kind, text }) => {
    const deed = /^do not (?:only )?\w+/.exec(text)?.[0] ?? text;
    if (kind !== 'avoid' || seen.has(deed)) return false;
    seen.add(deed);
    return true;
  });
}

/** `kubectl top` asks metrics.k8s.io: where that was not served to us, it is not to others. */
const answers = ({ command }: Action, view: ClusterView): boolean =>
  view.evidence.status('podmetrics') !== 'failed' || wordsOf(command)[0] !== 'top';

/** Undoing what was changed comes before changing something else: its effect is known. */
const undoing = (actions: readonly Action[]): readonly Action[] =>
  actions.filter(({ undoes, command }) => undoes === true && command !== undefined);

/** An action once: by its command, or by its text where it has none. */
function distinct(actions: readonly Action[]): readonly Action[] {
  const seen = new Set<string>();
  return actions.filter(({ command, text }) => {
    const key = command === undefined ? text : sameLook(command);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The same log with another number of lines is the same look. */
const sameLook = (command: Command): string =>
  commandText(
    'words' in command
      ? { ...command, words: command.words.filter((word) => !/^--(?:tail|since)=/.test(word)) }
      : command,
  );

function playbookActions(cause: RankedCause, view: ClusterView): readonly Action[] {
  const about = aboutNames(cause, view);
  return view.playbook.actions
    .filter(
      (action) =>
        action.causes.includes(cause.cause) && (action.about === undefined || about.includes(action.about)),
    )
    .map((action) => resolved(action, cause, view));
}

function resolved(action: PlaybookAction, cause: RankedCause, view: ClusterView): Action {
  const { kind, text, command } = action;
  if (command === undefined) return { kind, text };
  const target = view.target.workload ?? cause.object;
  return offered(
    kind,
    fillIn(command, {
      namespace: namespaceWord(view.target.namespace),
      workload: objectWord(target),
      name: nameWord(target.name),
      object: objectWord(cause.object),
    }),
    text,
  );
}
