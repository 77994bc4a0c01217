import type { EscalateInput, EscalateOutput } from '../contracts/states.ts';
import { task } from '../runtime/middleware.ts';
import { openNotePorts } from '../runtime/open.ts';
import { settingsOf } from '../runtime/settings.ts';
import { type EscalatePorts, escalate } from './escalate.ts';

/** Calls the next person of the escalation path, if nobody acted. */
export const createHandler = (open: () => Promise<EscalatePorts>) =>
  task<EscalateInput, EscalateOutput, EscalatePorts>(open, escalate);

export const handler = createHandler(() => openNotePorts(settingsOf('escalate')));
