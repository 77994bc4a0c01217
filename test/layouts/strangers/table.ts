import type { Layout } from '../layout.ts';
import { CLUSTER } from './cluster.ts';
import { FIELDS } from './fields.ts';
import { FRAMEWORKS } from './frameworks.ts';
import { LOGGERS } from './loggers.ts';
import { PROXIES } from './proxies.ts';
import { STORES } from './stores.ts';
import { VARIANTS } from './variants.ts';
import { WRAPPERS } from './wrappers.ts';

/**
 * Layouts of which the engine's author saw none before they were written: what they mean was decided by the products'
 * documents, without a run. Scored by `npm run layouts -- strangers`, asked of no test until they are read right.
 */
export const STRANGERS: Readonly<Record<string, readonly Layout[]>> = {
  'strangers/cluster': CLUSTER,
  'strangers/fields': FIELDS,
  'strangers/frameworks': FRAMEWORKS,
  'strangers/loggers': LOGGERS,
  'strangers/proxies': PROXIES,
  'strangers/stores': STORES,
  'strangers/variants': VARIANTS,
  'strangers/wrappers': WRAPPERS,
};
