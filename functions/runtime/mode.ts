import { hurried } from '../clients/store/hurried.ts';
import { readJson } from '../clients/store/json.ts';
import type { StorePort } from '../clients/store/port.ts';
import { isMode, type Mode } from '../contracts/mode.ts';
import { MODE_KEY } from '../contracts/store.ts';
import type { Runtime } from './middleware.ts';

/** ms that a mode is kept: a change takes effect within this time, and a storm does not read once an incident. */
const KEEP_MS = 30_000;
/** ms that the store may take: neither a webhook's answer nor a call waits longer for this. */
const PATIENCE_MS = 1_500;

/** The mode of the installation, as it was at most half a minute ago. Never fails. */
export type ModeSource = () => Promise<Mode>;

/**
 * The mode that is set in the store, else the configured one. Where the store cannot be read or holds no mode, it is
 * `full`: when in doubt, a person is called.
 */
export function modeOf(
  store: StorePort,
  configured: Mode,
  { now, logger }: Pick<Runtime, 'now' | 'logger'>,
): ModeSource {
  let kept: { readonly mode: Mode; readonly untilMs: number } | undefined;

  const read = async (): Promise<Mode> => {
    try {
      const stored = await readJson<{ readonly mode?: unknown }>(hurried(store, PATIENCE_MS), MODE_KEY);
      if (stored === undefined) return configured;
      if (isMode(stored.mode)) return stored.mode;
      logger.error('what the store holds is not a mode; everything runs', { key: MODE_KEY });
    } catch (error) {
      logger.warn('the mode cannot be read; everything runs', { why: String(error) });
    }
    return 'full';
  };

  return async () => {
    if (kept === undefined || now() >= kept.untilMs) kept = { mode: await read(), untilMs: now() + KEEP_MS };
    return kept.mode;
  };
}
