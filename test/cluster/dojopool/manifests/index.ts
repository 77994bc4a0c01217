import { selfSigned } from '../certificate.ts';
import type { Settings } from '../settings.ts';
import { backends } from './backends.ts';
import { PROGRAMS_CONFIG_MAP } from './node-deployment.ts';
import { configMap, type KubeObject, secret } from './object.ts';
import { services } from './services.ts';

const DAY_MS = 86_400_000;

/** The geocoder's certificate, valid from and until so many days from now. */
export const geocoderTls = (settings: Settings, fromDays: number, toDays: number): KubeObject => {
  const now = Date.now();
  const at = (days: number): Date => new Date(now + days * DAY_MS);
  const { cert, key } = selfSigned('dojopool-geocoder', at(fromDays), at(toDays));
  return secret(settings.namespace, 'dojopool-geocoder-tls', { 'tls.crt': cert, 'tls.key': key });
};

export const databaseUrl = (password: string): string =>
  `postgres://dojo_user:${password}@dojopool-postgresql:5432/dojopool`;

/** All of DojoPool in one namespace, healthy. */
export const dojopool = (settings: Settings, programs: Readonly<Record<string, string>>): KubeObject[] => [
  configMap(settings.namespace, PROGRAMS_CONFIG_MAP, programs),
  secret(settings.namespace, 'dojopool-postgresql', { password: settings.databasePassword }),
  secret(settings.namespace, 'dojopool-api-database', { url: databaseUrl(settings.databasePassword) }),
  geocoderTls(settings, -1, 365),
  ...backends(settings),
  ...services(settings),
];
