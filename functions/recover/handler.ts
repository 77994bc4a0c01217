import type { RecoverInput, RecoverOutput } from '../contracts/states.ts';
import { task } from '../runtime/middleware.ts';
import { openNotePorts } from '../runtime/open.ts';
import { settingsOf } from '../runtime/settings.ts';
import { type RecoverPorts, recover } from './recover.ts';

/** Finishes the note of a resolved incident with before and after. */
export const createHandler = (open: () => Promise<RecoverPorts>) =>
  task<RecoverInput, RecoverOutput, RecoverPorts>(open, recover);

export const handler = createHandler(() => openNotePorts(settingsOf('recover')));
