import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
}
export interface CertificateFiles {
  /** Paths of PEM files. */
  readonly certificate: string;
  readonly key: string;
}

/** Where the certificate of `name` lies in `folder`. */
export const certificateFiles = (folder: string, name: string): CertificateFiles => ({
  certificate: join(folder, `${name}.crt`),
  key: join(folder, `${name}.key`),
});

/** Makes a self-signed certificate for these names ("DNS:localhost", "IP:127.0.0.1"), good for two days. */
export function makeCertificateFiles(
  folder: string,
  name: string,
  names: readonly string[],
): CertificateFiles {
  mkdirSync(folder, { recursive: true });
  const files = certificateFiles(folder, name);
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${names.join(',')}`];
  const out = ['-keyout', files.key, '-out', files.certificate];
  execFileSync('openssl', ['req', '-x509', '-nodes', '-days', '2', ...curve, ...subject, ...out], {
    stdio: 'pipe',
  });
  return files;
}

/** The same, read; its files are `server.crt` and `server.key`. */
export function makeCertificate(folder: string, names: readonly string[]): Certificate {
  const { certificate, key } = makeCertificateFiles(folder, 'server', names);
  return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
}
