import { createHash } from 'node:crypto';
import { addressMapping } from './addresses.ts';

const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)/g;
/** "ip-10-0-3-17", as EC2 names its hosts. */
const DASHED_ADDRESS = /(?<![\w])ip-(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})(?!\d)/g;
const IPV6 = /(?<![\w:.])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}|:)(?::[0-9a-f]{1,4}){0,5}(?![\w:])/gi;
const TIME = /^\d{1,2}:\d\d:\d\d$/;
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
/** Digests, container ids and commits. */
const LONG_HEX = /\b[0-9a-f]{32,64}\b/g;
/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
const CLOUD_ID =
  /\b((?:i|vpc|subnet|eni|sg|vol|ami|fs|eipalloc|nat|rtb|igw|tgw|vpce|lt|snap)-)([0-9a-f]{8}|[0-9a-f]{17})\b/g;
/** An AWS account: in an ARN, before a registry's host, or under its name. */
const ACCOUNT =
  /(?<=arn:aws[\w-]{0,10}:[\w-]{0,40}:[\w-]{0,20}:|account\W{1,4}(?:id\W{1,4})?)\d{12}\b|\b\d{12}(?=\.dkr\.ecr\.)/gi;

/**
 * Replaces what identifies and is no word: addresses, UIDs, digests, ids and accounts of a cloud. The same gives the same,
 * by a secret salt, so that two objects that are one stay one.
 */
export function identifierMapping(salt: string): (text: string) => string {
  const address = addressMapping(salt);
  const hex = (of: string): string =>
    createHash('sha256').update(`${salt} ${of.toLowerCase()}`).digest('hex');
  const digits = (of: string): string =>
    String(Number.parseInt(hex(of).slice(0, 12), 16))
      .padStart(12, '1')
      .slice(0, 12);
  const shaped = (uuid: string): string => {
    const figures = hex(uuid);
    const at = [0, 8, 12, 16, 20, 32];
    return at
      .slice(1)
      .map((end, part) => figures.slice(at[part], end))
      .join('-');
  };
  const ipv6 = (of: string): string => {
    if (TIME.test(of) || !/[a-f]|::/i.test(of) || of === '::' || of === '::1') return of;
    return `2001:db8::${hex(of).slice(0, 4)}:${hex(of).slice(4, 8)}`;
  };
  return (text) =>
    text
      .replace(UUID, shaped)
      .replace(LONG_HEX, (of) => hex(of).slice(0, of.length))
      .replace(CLOUD_ID, (_, prefix: string, id: string) => prefix + hex(id).slice(0, id.length))
      .replace(ACCOUNT, digits)
      .replace(IPV6, ipv6)
      .replace(ADDRESS, address)
      .replace(
        DASHED_ADDRESS,
        (_, ...octets: string[]) => `ip-${address(octets.slice(0, 4).join('.')).replaceAll('.', '-')}`,
      );
}
