/** `2026-11-24T14:03:22.123Z ` */
const STAMP_BYTES = 25;
const MAX_TIME = 8.64e15;
/** A stamp of epoch ms as runtimes write it, with the blank behind it; '' for no time. */
export function stampOf(time: number): string {
  if (!(Math.abs(time) <= MAX_TIME)) return '';
  const stamp = new Date(time).toISOString();
  return stamp.length < STAMP_BYTES ? `${stamp} ` : '';
}
