import type { ConfigSource, ConfigStatements, ConfigUse } from '../../../model/statements/pods/config.ts';
import { shareText } from '../share.ts';
import { quoting, type WordsOf } from '../words-of.ts';

export const configWords: WordsOf<ConfigStatements> = {
  'config-missing': ({ said }) => said ?? 'a ConfigMap, Secret or key that it names is missing',
  'waits-for-config': ({ pods, container, said }) =>
    quoting(`${shareText(pods)}: container ${container} waits with CreateContainerConfigError`, said),
  'pending-for-config': ({ pods, said }) => quoting(`${shareText(pods)} Pending`, said),
  'program-misses-setting': ({ said }) => `the program says that a setting is missing: "${said}"`,
  'source-lacks-file': ({ source, path, said }) => `${sourceText(source)} has no file ${path}: "${said}"`,
  'source-mounted': ({ source, keysRead }) =>
    keysRead
      ? `${sourceText(source)} is mounted there, but none of its keys is this file`
      : `${sourceText(source)} is mounted there, but its keys could not be read`,
  'source-absent': ({ use, source }) => `${useText(use)} names ${sourceText(source)}, which does not exist`,
  'key-absent': ({ use, source, key }) =>
    `${useText(use)} needs key ${key} of ${sourceText(source)}, which does not have it`,
};

const sourceText = ({ kind, name }: ConfigSource): string => `${kind} ${name}`;

const useText = ({ field, name }: ConfigUse): string => (name === null ? field : `${field} ${name}`);
