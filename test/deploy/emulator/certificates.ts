import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export interface Certificate {
  /** Files, PEM. */
  readonly certificate: string;
  readonly key: string;
}

/** Where the certificate of `name` lies in `folder`. */
export const certificateAt = (folder: string, name: string): Certificate => ({
  certificate: `${folder}/${name}.crt`,
  key: `${folder}/${name}.key`,
});

/** Makes a self-signed certificate for this machine in `folder`; whoever trusts it trusts no other. */
export function makeCertificate(folder: string, name: string): Certificate {
  mkdirSync(folder, { recursive: true });
  const made = certificateAt(folder, name);
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...['-subj', `/CN=${name}`, '-keyout', made.key, '-out', made.certificate],
      ...['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:*.execute-api.localhost'],
    ],
    { stdio: 'pipe' },
  );
  return made;
}
