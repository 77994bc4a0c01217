import type { Random } from '../../../bench/random.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
export const ALNUM = `${LOWER}${UPPER}${DIGITS}`;

/** `length` characters of an alphabet. */
export const draw = (random: Random, length: number, alphabet = ALNUM): string =>
  Array.from({ length }, () => alphabet[random.below(alphabet.length)]).join('');
export const hex = (random: Random, length: number): string => draw(random, length, `${DIGITS}abcdef`);
export const digits = (random: Random, length: number): string => draw(random, length, DIGITS);
export const lower = (random: Random, length: number): string => draw(random, length, LOWER);
export const lowerDigits = (random: Random, length: number): string =>
  draw(random, length, `${LOWER}${DIGITS}`);
export const upperDigits = (random: Random, length: number): string =>
  draw(random, length, `${UPPER}${DIGITS}`);
export const base32 = (random: Random, length: number): string => draw(random, length, `${UPPER}234567`);
export const base64url = (random: Random, length: number): string => draw(random, length, `${ALNUM}-_`);
/** Base64 with its padding (RFC 4648, 4). */
export const base64 = (random: Random, bytes: number): string =>
  Buffer.from(Array.from({ length: bytes }, () => random.below(256))).toString('base64');
export const uuid = (random: Random): string =>
  [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-');

/** A password as people choose one: letters and digits, no sign that a shell or URL would end at. */
export const password = (random: Random): string =>
  `${draw(random, 1, LOWER)}${draw(random, 8)}${draw(random, 1, DIGITS)}${draw(random, 2)}`;

/** Numbers with the check digit of ISO/IEC 7812-1, annex B. */
export function cardNumber(random: Random): string {
  const body = `4${digits(random, 14)}`;
  const sum = [...body].reverse().reduce((total, digit, i) => {
    const n = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
