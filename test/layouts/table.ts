import { HEADS, TIMES } from './heads.ts';
import type { Layout } from './layout.ts';
import { LEVELS } from './levels.ts';
import { REQUESTS } from './requests.ts';
import { SERVERS } from './servers.ts';
import { TRACES } from './traces.ts';

/** All layouts, one list a group of products. */
export const TABLE: Readonly<Record<string, readonly Layout[]>> = {
  heads: HEADS,
  levels: LEVELS,
  requests: REQUESTS,
  servers: SERVERS,
  times: TIMES,
  traces: TRACES,
};
