/** What could be read, undefined where it could not: a call waits for nothing that it can do without. */
export const orUnknown = <T>(read: () => Promise<T>): Promise<T | undefined> => read().catch(() => undefined);
