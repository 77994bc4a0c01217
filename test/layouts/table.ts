import type { Layout } from './layout.ts';
import { SERVERS } from './servers.ts';

/** All layouts, one list a group of products. */
export const TABLE: Readonly<Record<string, readonly Layout[]>> = { servers: SERVERS };
