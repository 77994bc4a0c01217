import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { signatureOf } from '../../../functions/incidents/signature.ts';
import { verifySignature } from '../../../functions/webhook/signature.ts';

const BODY = Buffer.from('{"event":{"event_type":"incident.triggered","data":{"title":"Größer 😀"}}}');
const SECRET = 'lDq+/=kept as it is, not decoded';
const right = signatureOf(BODY, SECRET);
const other = signatureOf(BODY, 'another secret');

/** Made by an independent HMAC: Python's hmac.new(b"key", b"{}", "sha256").hexdigest(). */
const KNOWN = {
  secret: 'key',
  body: '{}',
  hex: 'a777724d943eb48dc69bca8a4a6d57a04db3f9ec7e1de4e581e860265bdf3032',
};

describe('a signature', () => {
  it.each([
    ['the right one', right, [SECRET], 'valid'],
    ['two while a secret is rotated, ours second', `${other}, ${right}`, [SECRET], 'valid'],
    ['without a space between them', `${other},${right}`, [SECRET], 'valid'],
    ['ours of several secrets', right, ['old', SECRET], 'valid'],
    ['capital letters', right.replace(/[a-f]/g, (hex) => hex.toUpperCase()), [SECRET], 'valid'],
    ['a newer version beside it', `v2=abc, ${right}`, [SECRET], 'valid'],
    ['of another secret', other, [SECRET], 'forged'],
    ['cut short', right.slice(0, -2), [SECRET], 'forged'],
    ['made longer', `${right}00`, [SECRET], 'forged'],
    ['no hex', `v1=${'z'.repeat(64)}`, [SECRET], 'forged'],
    ['with no secret of ours', right, [], 'forged'],
    ['with an empty secret', signatureOf(BODY, ''), [''], 'forged'],
    ['of another version alone', 'v2=abc', [SECRET], 'unsigned'],
    ['empty', '', [SECRET], 'unsigned'],
    ['missing', undefined, [SECRET], 'unsigned'],
    ['of commas', ',,,', [SECRET], 'unsigned'],
    ['behind a crowd of others', `${Array(20).fill(other).join(',')},${right}`, [SECRET], 'forged'],
  ] as const)('%s', (_, header, secrets, verdict) => {
    expect(verifySignature(BODY, header, secrets)).toBe(verdict);
  });

  it('of an altered body is forged, wherever it was altered', () => {
    fc.assert(
      fc.property(fc.nat(BODY.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(BODY);
        altered[at] = (altered[at] ?? 0) ^ change;
        expect(verifySignature(altered, right, [SECRET])).toBe('forged');
      }),
    );
  });

  it('of any bytes and secret is valid, and of no other secret', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        (body, secret, wrong) => {
          fc.pre(secret !== wrong);
          const header = `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;
          expect(verifySignature(body, header, [secret])).toBe('valid');
          expect(verifySignature(body, header, [wrong])).toBe('forged');
        },
      ),
    );
  });

  it('is the HMAC-SHA256 that another implementation makes', () => {
    expect(signatureOf(Buffer.from(KNOWN.body), KNOWN.secret)).toBe(`v1=${KNOWN.hex}`);
  });
});

/** The vectors of PagerDuty's own Go library, where this machine has them. */
const SHARED = new URL('../../../../shared/pagerduty/signature-vectors.json', import.meta.url);
interface Vector {
  readonly id: string;
  readonly secret: string;
  readonly body: string;
  readonly header: string;
  readonly valid: boolean;
}
(existsSync(SHARED) ? describe : describe.skip)("PagerDuty's own vectors", () => {
  const vectors = existsSync(SHARED) ? (JSON.parse(readFileSync(SHARED, 'utf8')) as Vector[]) : [];
  it('are judged as PagerDuty judges them', () => {
    const judged = vectors.map(({ id, secret, body, header }) => [
      id,
      verifySignature(Buffer.from(body), header, [secret]) === 'valid',
    ]);
    expect(judged).toEqual(vectors.map(({ id, valid }) => [id, valid]));
  });
});
