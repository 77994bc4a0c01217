import { createHash, createHmac } from 'node:crypto';
import { defined } from '../../model/present.ts';
import type { AwsCredentials } from './port.ts';

/**
 * Signature version 4 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html) by
 * node:crypto: a library that signs by `Headers` and `crypto.subtle` loads Node's whole fetch, 40 ms of CPU in each
 * cold start (docs/adr/0010-aws-by-signed-requests.md).
 */
const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What is signed. Names of headers are lower-case, and `host` is among them. */
export interface Signable {
  readonly method: string;
  /** Encoded path, its query apart. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** By whom, for which service, and when (epoch ms). */
export interface Signer {
  readonly service: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
  readonly atMs: number;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** As RFC 3986 encodes, which leaves fewer characters alone than encodeURIComponent. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** "2026-11-25T14:03:22.123Z" as "20261125T140322Z". */
const stampOf = (atMs: number): string => new Date(atMs).toISOString().replaceAll(/[:-]|\.\d{3}/g, '');

const scopeOf = ({ service, region, atMs }: Signer): string =>
  `${stampOf(atMs).slice(0, 8)}/${region}/${service}/aws4_request`;

const namesOf = (headers: Signable['headers']): readonly string[] => Object.keys(headers).sort();

/** The query in the order and encoding that is signed; also how it is sent. */
const queryOf = (query: Readonly<Record<string, string>> = {}): string =>
  Object.entries(query)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');

function signatureOf(what: Signable, signer: Signer): string {
  const names = namesOf(what.headers);
  // Every service but S3 encodes the path once more.
  const path = signer.service === 's3' ? what.path : what.path.split('/').map(encode).join('/');
  const canonical = [
    what.method,
    path,
    queryOf(what.query),
    ...names.map((name) => `${name}:${(what.headers[name] ?? '').trim().replaceAll(/\s+/g, ' ')}`),
    '',
    names.join(';'),
    sha256(what.body ?? ''),
  ].join('\n');
  const scope = scopeOf(signer);
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${signer.credentials.secretAccessKey}`);
  return hmac(key, [ALGORITHM, stampOf(signer.atMs), scope, sha256(canonical)].join('\n')).toString('hex');
}

/** The headers to send with a request: those given, and what signs them all and the body. */
export function signedHeaders(what: Signable, signer: Signer): Record<string, string> {
  const { accessKeyId, sessionToken } = signer.credentials;
  const headers = {
    ...what.headers,
    'x-amz-content-sha256': sha256(what.body ?? ''),
    'x-amz-date': stampOf(signer.atMs),
    ...defined({ 'x-amz-security-token': sessionToken }),
  };
  const signature = signatureOf({ ...what, headers }, signer);
  return {
    ...headers,
    authorization: `${ALGORITHM} Credential=${accessKeyId}/${scopeOf(signer)}, SignedHeaders=${namesOf(headers).join(';')}, Signature=${signature}`,
  };
}

/** The query, signed, of a request that somebody else sends; good for `expiresSeconds`. */
export function presignedQuery(what: Signable, signer: Signer, expiresSeconds: number): string {
  const { accessKeyId, sessionToken } = signer.credentials;
  const query = {
    ...what.query,
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': `${accessKeyId}/${scopeOf(signer)}`,
    'X-Amz-Date': stampOf(signer.atMs),
    'X-Amz-Expires': String(expiresSeconds),
    'X-Amz-SignedHeaders': namesOf(what.headers).join(';'),
    ...defined({ 'X-Amz-Security-Token': sessionToken }),
  };
  return queryOf({ ...query, 'X-Amz-Signature': signatureOf({ ...what, query }, signer) });
}
