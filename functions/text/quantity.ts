/**
 * Kubernetes quantities ("250m", "1.5Gi", "2e3") as plain numbers.
 * Grammar: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
const SUFFIX: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Divided by and not multiplied with their inverse, which no binary fraction is: "9m" is 0.009. */
const PARTS: Readonly<Record<string, number>> = { n: 1e9, u: 1e6, m: 1e3 };

/** The quantity in its base unit (cores, bytes, pieces); undefined when it is not one. */
export function parseQuantity(text: string | undefined): number | undefined {
  const parts = /^([+-]?[0-9.]{1,30}(?:[eE][+-]?[0-9]{1,3})?)([a-zA-Z]{0,2})$/.exec(text?.trim() ?? '');
  if (!parts) return undefined;
  const factor = SUFFIX[parts[2] ?? ''];
  const divisor = PARTS[parts[2] ?? ''];
  const value = Number(parts[1]);
  if (!Number.isFinite(value)) return undefined;
  if (divisor !== undefined) return value / divisor;
  return factor === undefined ? undefined : value * factor;
}

/** Far below any quantity's own step, and far above what a product of two of them is off by. */
const ROUNDING = 1e-9;

/** Whether an amount is this share of another or more, decimal amounts as they are written: 180m is 90 % of 200m. */
export const isShareOf = (amount: number, share: number, whole: number): boolean =>
  amount >= whole * share * (1 - ROUNDING);

/** "512Mi" as people read it: one decimal at most. */
export function bytesText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
}
