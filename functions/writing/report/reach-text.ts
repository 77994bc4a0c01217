import { assertNever } from '../../model/assert-never.ts';
import type { ReachStatements, SharedSetting, UsedThing } from '../../model/statements/reach.ts';
import type { WordsOf } from '../statements/words-of.ts';

/** Why a change reached what fails, or did not: "its pods use db", "web mounts it: the files follow within a minute". */
export const reachWords: WordsOf<ReachStatements> = {
  'nothing-fails': () => 'nothing is known to fail',
  'names-no-workload': () => 'it names no workload',
  'is-what-fails': () => 'it is what fails',
  'earlier-revision-fails': () => 'pods of the revision before it fail too',
  'behind-or-calls': ({ workload }) => `${workload} is behind it, or calls it`,
  'not-used': () => 'what fails does not use it',
  'kind-not-known': ({ kind }) => `how a ${kind} reaches what fails is not known`,
  'mounts-it': ({ workload }) => `${workload} mounts it: the files follow within a minute`,
  'started-after': ({ workload, after, started }) =>
    `${after} of ${started} containers of ${workload} started after it`,
  'read-by-called': ({ workload }) => `${workload} reads it, and what fails calls ${workload}`,
  'selects-it': ({ workload }) => `it selects the pods of ${workload}`,
  'scales-it': ({ workload }) => `it scales ${workload}`,
  'refuses-it': ({ object }) => `it refuses what ${object} asks for`,
  'not-started-since': ({ workload }) =>
    `${workload} reads it into its environment, and none of its containers has started since`,
  'calls-it': ({ workload }) => `${workload} calls it`,
  'fewer-pods-use': ({ workload }) => `fewer pods use less of ${workload}`,
  'pods-use': ({ used }) => `its pods use ${usedText(used)}`,
  'uses-perhaps-more': ({ used }) => `it uses ${usedText(used)}; whether more than before is unknown`,
  'no-call-known': () => 'no known call connects it to what fails',
  'fails-itself': () => 'it fails itself; no known call connects it to the first cause',
};

function usedText(used: UsedThing): string {
  switch (used.kind) {
    case 'workload':
      return used.workload;
    case 'by-setting':
      return `what ${used.caller} uses (${settingText(used.setting)})`;
    case 'workload-or-its':
      return `${used.workload}, or what that uses`;
    default:
      return assertNever(used);
  }
}

/** "Secret db, key url"; "Secret db" where all of it is read. */
export const settingText = ({ kind, name, key }: SharedSetting): string =>
  key === null ? `${kind} ${name}` : `${kind} ${name}, key ${key}`;
