import { type ObjectRef, refKey } from './object-ref.ts';

/** The other side of a call: as a line or a setting names it, and the Service that it leads to, null where none does. */
export interface CalledHost {
  readonly host: string;
  /** null where it is not named. */
  readonly port: number | null;
  readonly service: ObjectRef | null;
}

/** Each host once, with the first port that was named for it. */
export function distinctHosts(hosts: readonly CalledHost[]): readonly CalledHost[] {
  const found = new Map<string, CalledHost>();
  for (const host of hosts) {
    const key = host.service === null ? host.host : refKey(host.service);
    if (!found.has(key)) found.set(key, host);
  }
  return [...found.values()];
}
