import { describe, expect, it } from '@jest/globals';
import { redactCards, redactEmails } from '../../../functions/redaction/personal-data.ts';

const words = (text: string): readonly string[] => text.split(' ');

describe('e-mail addresses', () => {
  it.each([
    'ann@example.com',
    'Ann.B+news@mail.example.co.uk',
    'a_b-c%d@example.museum',
    'AZ09az@example.com',
    '12345@example.com',
    'deployer@example.com',
    `${'a'.repeat(63)}@example.com`,
  ])('go: %s', (address) => {
    expect(redactEmails(address)).toBe('[email]');
    expect(redactEmails(`from <${address}>, twice ${address}.`)).toBe('from <[email]>, twice [email].');
  });

  it.each(
    words('local internal svc cluster lan localdomain service slice scope socket timer mount target LOCAL'),
  )('stay where the host is inside: x@db.%s', (domain) => {
    expect(redactEmails(`x@db.${domain}`)).toBe(`x@db.${domain}`);
    expect(redactEmails(`x@db.${domain}.example`)).toBe('[email]');
  });

  it.each(
    words(
      'root git celery rabbit postgres mysql redis mongodb nobody ubuntu centos core ec2-user admin deploy jenkins 1 1234',
    ),
  )('stay where a program runs as %s', (account) => {
    expect(redactEmails(`${account}@host.example.com`)).toBe(`${account}@host.example.com`);
    expect(redactEmails(`x${account}@host.example.com`)).toBe('[email]');
    expect(redactEmails(`${account}x@host.example.com`)).toBe('[email]');
  });

  it.each(words('ssh scp sftp rsync mosh autossh'))('stay behind %s', (program) => {
    for (const text of [
      `${program} -p 22 ann@host.example.com`,
      `ls; ${program} ann@host.example.com`,
      `/usr/bin/${program} ann@host.example.com`,
    ])
      expect(redactEmails(text)).toBe(text);
    expect(redactEmails(`my${program} ann@host.example.com`)).toBe(`my${program} [email]`);
    expect(redactEmails(`${program} x; mail ann@example.com`)).toBe(`${program} x; mail [email]`);
    expect(redactEmails(`${program} x\nann@example.com`)).toBe(`${program} x\n[email]`);
  });

  it.each([
    'https://ann@example.com/x',
    'team/ann@EXAMPLE.COM',
    'team@github.com:shop/api.git',
    '@example.com',
    'ann@example',
    'ann@example.c',
    'ann@example.com-x',
    'shop@registry.example.com/api',
  ])('stay as what they are: %s', (text) => {
    expect(redactEmails(text)).toBe(text);
  });

  it('go where only a part of such a thing stands', () => {
    expect(redactEmails('team/ann@Example.com')).toBe('team/[email]');
    expect(redactEmails('ann@EXAMPLE.COM')).toBe('[email]');
    expect(redactEmails('ann@example.com: hello')).toBe('[email]: hello');
    expect(redactEmails('ann@example.com/')).toBe('[email]/');
    expect(redactEmails('a@b ann@example.com')).toBe('a@b [email]');
    // Longer than any local part: its end alone.
    expect(redactEmails(`${'a'.repeat(70)}@example.com`)).toBe(`${'a'.repeat(6)}[email]`);
  });
});

/** The number with its check digit (ISO/IEC 7812-1, annex B). */
function checked(digits: string): string {
  const last = [...'0123456789'].find((digit) => {
    const all = [...`${digits}${digit}`].reverse().map(Number);
    const sum = all.reduce((total, one, at) => {
      const counted = at % 2 === 0 ? one : one * 2;
      return total + (counted > 9 ? counted - 9 : counted);
    }, 0);
    return sum % 10 === 0;
  });
  return `${digits}${last}`;
}
/** A number that begins so, of so many digits. */
const card = (prefix: string, length: number): string => checked(prefix.padEnd(length - 1, '7'));
const isCard = (digits: string): boolean => redactCards(`paid by ${digits}.`) === 'paid by [card].';

describe('card numbers', () => {
  it.each([
    ['4', 13, true],
    ['4', 14, false],
    ['4', 15, false],
    ['4', 16, true],
    ['4', 17, false],
    ['4', 19, true],
    ['50', 16, false],
    ['51', 16, true],
    ['55', 16, true],
    ['56', 16, false],
    ['51', 15, false],
    ['2220', 16, false],
    ['2221', 16, true],
    ['2229', 16, true],
    ['223', 16, true],
    ['229', 16, true],
    ['23', 16, true],
    ['26', 16, true],
    ['270', 16, true],
    ['271', 16, true],
    ['2720', 16, true],
    ['2721', 16, false],
    ['34', 15, true],
    ['37', 15, true],
    ['35', 15, false],
    ['34', 16, false],
    ['300', 14, true],
    ['305', 14, true],
    ['306', 14, false],
    ['36', 14, true],
    ['38', 14, true],
    ['6011', 16, true],
    ['6012', 16, false],
    ['65', 16, true],
    ['644', 16, true],
    ['649', 16, true],
    ['643', 16, false],
    ['35', 16, true],
    ['62', 16, true],
    ['62', 19, true],
    ['62', 15, false],
    ['1', 16, false],
  ])('that begin with %s and have %d digits: %p', (prefix, length, is) => {
    expect(isCard(card(prefix, length))).toBe(is);
  });

  const visa = card('4', 16);
  it('have a check digit', () => {
    const last = Number(visa.at(-1));
    for (const wrong of [1, 5, 9]) expect(isCard(`${visa.slice(0, -1)}${(last + wrong) % 10}`)).toBe(false);
    expect(isCard(card('4999', 16))).toBe(true);
    expect(isCard(card('4555', 16))).toBe(true);
  });

  it('may be in groups', () => {
    expect(isCard(visa.replace(/(.{4})(?=.)/g, '$1 '))).toBe(true);
    expect(isCard(visa.replace(/(.{4})(?=.)/g, '$1-'))).toBe(true);
    expect(isCard(visa.replace(/(.{4})(?=.)/g, '$1  '))).toBe(false);
    expect(redactCards(`%20${visa}%20`)).toBe('%20[card]%20');
  });

  it.each(words('offset id seq sequence lsn position version timestamp ts ID'))(
    'are none where something counts: %s',
    (name) => {
      for (const text of [`${name}=${visa}`, `"${name}": ${visa}`, `${name}#${visa}`, `${name} ${visa}`])
        expect(redactCards(text)).toBe(text);
      expect(redactCards(`${name} is ${visa}`)).toBe(`${name} is [card]`);
    },
  );

  it.each([`x${visa}`, `.${visa}`, `-${visa}`, `%${visa}`, `${visa}x`, `${visa}-1`, `${visa}.5`])(
    'are none as a part of something: %s',
    (text) => {
      expect(redactCards(text)).toBe(text);
    },
  );
});
