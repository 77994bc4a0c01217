import { createHash } from 'node:crypto';

/** The addresses that mean the same everywhere: this network, loopback, link-local, multicast and above. */
const isSpecial = (first: number, second: number): boolean =>
  first === 0 || first === 127 || first >= 224 || (first === 169 && second === 254);

/** Bits at an address's beginning that stay, by its first octet, so that a private one stays private (RFC 1918, RFC 6598). */
const KEPT_BITS: Readonly<Record<number, number>> = { 172: 12, 192: 16, 100: 10 };
const OTHERS_KEPT_BITS = 8;

/**
 * Another IPv4 address for each, by a secret salt: two that share their first n bits share them afterwards too, so that
 * an address stays in its CIDR, whatever the CIDR's length.
 */
export function addressMapping(salt: string): (address: string) => string {
  const flips = new Map<string, number>();
  const flipAfter = (prefix: string): number => {
    const known = flips.get(prefix);
    if (known !== undefined) return known;
    const flip = (createHash('sha256').update(`${salt} ${prefix}`).digest()[0] ?? 0) & 1;
    flips.set(prefix, flip);
    return flip;
  };
  return (address) => {
    const octets = address.split('.').map(Number);
    const [first = 0, second = 0] = octets;
    if (octets.some((octet) => octet > 255) || isSpecial(first, second)) return address;
    const bits = octets.map((octet) => octet.toString(2).padStart(8, '0')).join('');
    const kept = KEPT_BITS[first] ?? OTHERS_KEPT_BITS;
    const mapped = [...bits].map((bit, at) => (at < kept ? bit : Number(bit) ^ flipAfter(bits.slice(0, at))));
    return [0, 8, 16, 24].map((at) => Number.parseInt(mapped.slice(at, at + 8).join(''), 2)).join('.');
  };
}
