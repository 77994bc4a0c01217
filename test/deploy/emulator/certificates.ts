import { type CertificateFiles, certificateFiles, makeCertificateFiles } from '../../support/certificate.ts';

export type Certificate = CertificateFiles;

/** Where the certificate of `name` lies in `folder`. */
export const certificateAt = certificateFiles;

/** Makes a self-signed certificate for this machine in `folder`; whoever trusts it trusts no other. */
export const makeCertificate = (folder: string, name: string): Certificate =>
  makeCertificateFiles(folder, name, ['IP:127.0.0.1', 'DNS:localhost', 'DNS:*.execute-api.localhost']);
