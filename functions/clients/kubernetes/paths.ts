import type { ListOptions, LogOptions } from './port.ts';

/** Items a page, as kubectl asks for (its --chunk-size): one page's answer stays within a few MB. */
export const PAGE_SIZE = 500;

/** "/apis/apps/v1", "/api/v1". */
const groupPath = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

const namespacePath = (namespace: string | undefined): string =>
  namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;

/** The path of one page of a list. */
export function listPath(
  apiVersion: string,
  resource: string,
  options: Pick<ListOptions, 'namespace' | 'labelSelector' | 'fieldSelector'>,
  next: string,
): string {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (options.labelSelector) query.set('labelSelector', options.labelSelector);
  if (options.fieldSelector) query.set('fieldSelector', options.fieldSelector);
  if (next !== '') query.set('continue', next);
  return `${groupPath(apiVersion)}${namespacePath(options.namespace)}/${resource}?${query}`;
}

/** The path of one container's log. */
export function logPath(options: Omit<LogOptions, 'signal'>): string {
  const query = new URLSearchParams({ container: options.container });
  if (options.previous) query.set('previous', 'true');
  if (options.sinceTime) query.set('sinceTime', options.sinceTime);
  if (options.tailLines !== undefined) query.set('tailLines', String(options.tailLines));
  if (options.limitBytes !== undefined) query.set('limitBytes', String(options.limitBytes));
  if (options.timestamps) query.set('timestamps', 'true');
  return `/api/v1${namespacePath(options.namespace)}/pods/${encodeURIComponent(options.pod)}/log?${query}`;
}
