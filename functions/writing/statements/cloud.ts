import type { CloudStatements } from '../../model/statements/cloud.ts';
import type { WordsOf } from './words-of.ts';

export const cloudWords: WordsOf<CloudStatements> = {
  'calls-denied': ({ by, said }) => `${DENIERS[by]} denies its calls: "${said}"`,
  'calls-with-account': ({ account, role }) =>
    `service account ${account}${role === null ? '' : ` with role ${role}`}`,
};

const DENIERS: Readonly<Record<CloudStatements['calls-denied']['by'], string>> = {
  cloud: 'AWS',
  kubernetes: 'the Kubernetes API',
};
