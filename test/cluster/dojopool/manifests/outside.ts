import { selfSigned } from '../certificate.ts';
import type { Settings } from '../settings.ts';
import { nodeDeployment, PROGRAMS_CONFIG_MAP } from './node-deployment.ts';
import { configMap, type KubeObject, secret } from './object.ts';

/** What DojoPool calls outside of its cluster, by the names that its playbook has. */
export const GEMINI = 'generativelanguage.googleapis.com';
export const MAPBOX = 'api.mapbox.com';
export const S3 = 's3.amazonaws.com';
export const OUTSIDE_HOSTS = [GEMINI, MAPBOX, S3] as const;

const OUTSIDE = 'outside';
const TLS_PATH = '/etc/tls';
const DAY_MS = 86_400_000;

/** PEM texts by file name: HOST.crt, HOST.key, and the same of a certificate that expired yesterday. */
export type OutsideCertificates = Readonly<Record<string, string>>;

/** Where the hosts' stand-in is, and whom its callers must trust. */
export interface OutsideAddress {
  readonly ip: string;
  readonly authorities: string;
}

const pair = (file: string, host: string, fromDays: number, toDays: number): [string, string][] => {
  const at = (days: number): Date => new Date(Date.now() + days * DAY_MS);
  const { cert, key } = selfSigned(host, at(fromDays), at(toDays));
  return [
    [`${file}.crt`, cert],
    [`${file}.key`, key],
  ];
};

export const outsideCertificates = (): OutsideCertificates =>
  Object.fromEntries(
    OUTSIDE_HOSTS.flatMap((host) => [
      ...pair(host, host, -1, 365),
      ...pair(`expired-${host}`, host, -30, -1),
    ]),
  );

/** Each certificate is its own authority. */
export const authorities = (certificates: OutsideCertificates): string =>
  Object.entries(certificates)
    .filter(([file]) => file.endsWith('.crt'))
    .map(([, cert]) => cert)
    .join('');

/** A namespace beside DojoPool's, which firstnote is not asked about: what runs there stands for the internet. */
export const outsideNamespace = ({ namespace }: Settings): string => `${namespace}-outside`;

/** The stand-in for all hosts outside, with its Service: callers find it by /etc/hosts, at the usual port. */
export const outside = (
  settings: Settings,
  certificates: OutsideCertificates,
  programs: Readonly<Record<string, string>>,
): KubeObject[] => {
  const namespace = outsideNamespace(settings);
  return [
    configMap(namespace, PROGRAMS_CONFIG_MAP, programs),
    secret(namespace, 'outside-tls', certificates),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: OUTSIDE, namespace },
      spec: {
        selector: { app: OUTSIDE },
        ports: [
          { name: 'https', port: 443, targetPort: 8443 },
          { name: 'control', port: 8080 },
        ],
      },
    },
    nodeDeployment(
      { ...settings, namespace },
      {
        name: OUTSIDE,
        program: 'outside',
        replicas: 1,
        memory: { request: '48Mi', limit: '128Mi' },
        env: [
          { name: 'HOSTS', value: OUTSIDE_HOSTS.join(' ') },
          { name: 'TLS_FOLDER', value: TLS_PATH },
        ],
        probes: { readinessProbe: { tcpSocket: { port: 8443 }, periodSeconds: 1 } },
        secrets: { [TLS_PATH]: 'outside-tls' },
      },
    ),
  ];
};
