import { REACHES } from './index.ts';

const REACHABLE = Object.values(REACHES);

/** The port that a URL means which names none, by its scheme. */
export const SCHEME_PORTS: Readonly<Record<string, number>> = Object.assign(
  {},
  ...REACHABLE.map(({ schemes }) => schemes),
);

/** Programs of all servers that take a host by -h or --host. */
export const CLIENTS: readonly string[] = REACHABLE.flatMap(({ clients = [] }) => clients);
