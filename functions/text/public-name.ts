/**
 * Top-level domains beside those of countries that programs call (https://data.iana.org/TLD/tlds-alpha-by-domain.txt has
 * them all, 1,400), and two that are reserved for examples (RFC 2606).
 */
const TOP_LEVEL: ReadonlySet<string> = new Set(
  'com net org edu gov mil int info biz app dev cloud online site tech store shop pro name xyz global services network systems solutions health finance bank aero travel example test'.split(
    ' ',
  ),
);

/** Whether a host has a name of the public DNS: of two labels at least, under a domain of the Internet. */
export function isPublicName(host: string): boolean {
  const labels = host.toLowerCase().split('.');
  const last = labels.at(-1) ?? '';
  return labels.length >= 2 && labels.every(Boolean) && (/^[a-z]{2}$/.test(last) || TOP_LEVEL.has(last));
}
