/** When an occurrence began, epoch ms, out of its name `INCIDENT-EPOCH`; NaN when the name is none. */
export const startOf = (name: string): number => Number(/-(\d+)$/.exec(name)?.[1] ?? Number.NaN) * 1_000;
