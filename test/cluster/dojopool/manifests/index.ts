import { randomBytes } from 'node:crypto';
import { selfSigned } from '../certificate.ts';
import type { Settings } from '../settings.ts';
import { backends } from './backends.ts';
import { PROGRAMS_CONFIG_MAP } from './node-deployment.ts';
import { configMap, type KubeObject, secret } from './object.ts';
import { authorities, type OutsideCertificates, outsideCertificates } from './outside.ts';
import { services } from './services.ts';

const DAY_MS = 86_400_000;

/** What is made anew for every deployment, so that none of it is kept anywhere. */
export interface Secrets {
  readonly databasePassword: string;
  readonly geocoder: { readonly cert: string; readonly key: string };
  readonly mapboxToken: string;
  /** Of the stand-in for what is outside, by file name. */
  readonly outside: OutsideCertificates;
}

/** A certificate for the geocoder, valid from and until so many days from now. */
export const geocoderCertificate = (fromDays: number, toDays: number): Secrets['geocoder'] => {
  const at = (days: number): Date => new Date(Date.now() + days * DAY_MS);
  return selfSigned('dojopool-geocoder', at(fromDays), at(toDays));
};

export const newSecrets = (): Secrets => ({
  databasePassword: randomBytes(12).toString('hex'),
  geocoder: geocoderCertificate(-1, 365),
  mapboxToken: randomBytes(24).toString('base64url'),
  outside: outsideCertificates(),
});

export const geocoderTls = (namespace: string, { cert, key }: Secrets['geocoder']): KubeObject =>
  secret(namespace, 'dojopool-geocoder-tls', { 'tls.crt': cert, 'tls.key': key });

/** The Secret that the API and the worker take their DATABASE_URL from. */
export const databaseSecret = (namespace: string, password: string): KubeObject =>
  secret(namespace, 'dojopool-api-database', {
    url: `postgres://dojo_user:${password}@dojopool-postgresql:5432/dojopool`,
  });

/** All of DojoPool in one namespace, healthy. */
export const dojopool = (
  settings: Settings,
  secrets: Secrets,
  programs: Readonly<Record<string, string>>,
  outsideIp: string,
): KubeObject[] => [
  configMap(settings.namespace, PROGRAMS_CONFIG_MAP, programs),
  secret(settings.namespace, 'dojopool-postgresql', { password: secrets.databasePassword }),
  secret(settings.namespace, 'dojopool-api-keys', { mapbox: secrets.mapboxToken }),
  databaseSecret(settings.namespace, secrets.databasePassword),
  geocoderTls(settings.namespace, secrets.geocoder),
  ...backends(settings),
  ...services(settings, { ip: outsideIp, authorities: authorities(secrets.outside) }),
];
