import { readFile } from 'node:fs/promises';
import { codeOf } from '../error-text.ts';
import { UsageError } from '../usage-error.ts';

const crypto = process.getBuiltinModule('node:crypto');

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Where PEM comes from: inline in base64, or a file. */
export interface PemSource {
  /** For messages: `certificate-authority of cluster "prod"`. */
  readonly what: string;
  readonly data: string | undefined;
  readonly file: string | undefined;
}

/** The text of either, undefined where there is neither. @throws UsageError for both, and for broken base64. */
async function textOf({ what, data, file }: PemSource): Promise<string | undefined> {
  if (data && file)
    throw new UsageError(`${what} in the kubeconfig appears twice, as a file and as data; keep one`);
  if (data) {
    const joined = data.replace(/\s/g, '');
    if (!BASE64.test(joined)) throw new UsageError(`the data of ${what} in the kubeconfig is not base64`);
    return Buffer.from(joined, 'base64').toString('utf8');
  }
  if (!file) return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${what} in the kubeconfig, ${file}, cannot be read (${codeOf(error)})`);
  }
}

/** A certificate's PEM. @throws UsageError where it is none. */
export async function readCertificate(source: PemSource): Promise<string | undefined> {
  const pem = await textOf(source);
  if (pem !== undefined) checkCertificate(pem, source.what);
  return pem;
}

function checkCertificate(pem: string, what: string): void {
  try {
    new crypto.X509Certificate(pem);
  } catch {
    throw new UsageError(`${what} in the kubeconfig is not a certificate in PEM`);
  }
}

/** A private key's PEM. @throws UsageError where it is none, or needs a password, which kubectl cannot ask for either. */
export async function readKey(source: PemSource): Promise<string | undefined> {
  const pem = await textOf(source);
  if (pem !== undefined) checkKey(pem, source.what);
  return pem;
}

function checkKey(pem: string, what: string): void {
  try {
    crypto.createPrivateKey(pem);
  } catch {
    throw new UsageError(`${what} in the kubeconfig is not a private key in PEM without a password`);
  }
}

/** Checks a pair that a plug-in gave. @throws UsageError */
export function checkPair(certificate: string, key: string, what: string): void {
  checkCertificate(certificate, `the certificate of ${what}`);
  checkKey(key, `the key of ${what}`);
  if (!new crypto.X509Certificate(certificate).checkPrivateKey(crypto.createPrivateKey(key)))
    throw new UsageError(`the certificate and the key of ${what} in the kubeconfig do not belong together`);
}
