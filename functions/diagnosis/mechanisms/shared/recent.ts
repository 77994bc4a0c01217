import type { ClusterView } from '../../view/view.ts';

/** A container that has run this long since its last failure has recovered: longer than any back-off (5 min). */
export const RECOVERED_AFTER_MS = 10 * 60_000;

/**
 * Whether something of the past still belongs to this incident: within the window and less than ten minutes ago.
 * Without a time it does not.
 */
export const isRecent = (view: ClusterView, at: number | undefined): boolean =>
  at !== undefined && at <= view.now + 60_000 && view.now - at < RECOVERED_AFTER_MS;
