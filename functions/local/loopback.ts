/** Names of this machine that no name server of a stranger's can take over. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** True when a Host header calls this machine by a name of its own, or by one of `others`; a port does not matter. */
export const isOwnHost = (host: string | undefined, others: readonly string[] = []): boolean =>
  [...LOOPBACK, ...others].includes((host ?? '').toLowerCase().replace(/:\d+$/, ''));
