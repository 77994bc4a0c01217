import type { PodStatements } from '../../model/statements/pods.ts';
import { configWords } from './pods/config.ts';
import { crashWords } from './pods/crash.ts';
import { endWords } from './pods/end.ts';
import { executionWords } from './pods/execution.ts';
import { memoryWords } from './pods/memory.ts';
import { probeWords } from './pods/probes.ts';
import { startWords } from './pods/start.ts';
import type { WordsOf } from './words-of.ts';

export const podWords: WordsOf<PodStatements> = {
  ...memoryWords,
  ...probeWords,
  ...crashWords,
  ...executionWords,
  ...configWords,
  ...startWords,
  ...endWords,
};
