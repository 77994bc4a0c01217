import type { ConfigStatements } from './pods/config.ts';
import type { CrashStatements } from './pods/crash.ts';
import type { EndStatements } from './pods/end.ts';
import type { ExecutionStatements } from './pods/execution.ts';
import type { MemoryStatements } from './pods/memory.ts';
import type { ProbeStatements } from './pods/probes.ts';
import type { StartStatements } from './pods/start.ts';

/** What the mechanisms of the family `pods` state. */
export interface PodStatements
  extends MemoryStatements,
    ProbeStatements,
    CrashStatements,
    ExecutionStatements,
    ConfigStatements,
    StartStatements,
    EndStatements {}
