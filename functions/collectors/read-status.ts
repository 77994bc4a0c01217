/** How a reading went that did not fail: `truncated` where a part of it is missing, else whether there was anything. */
export function readStatus(isPart: boolean, data: readonly unknown[]): 'truncated' | 'empty' | 'ok' {
  if (isPart) return 'truncated';
  return data.length === 0 ? 'empty' : 'ok';
}
