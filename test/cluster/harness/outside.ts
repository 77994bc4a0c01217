import { type OutsideCertificates, outside, outsideNamespace } from '../dojopool/manifests/outside.ts';
import type { Settings } from '../dojopool/settings.ts';
import { kubectl } from './kubectl.ts';

/** What a host outside does wrong; `well` ends it. */
export type OutsideFault = '500' | '429' | '429-later' | 'hangs' | 'expired' | 'revoked' | 'well';

/** The address that the hosts' stand-in has inside the cluster. */
export const outsideIp = async (settings: Settings): Promise<string> =>
  kubectl([
    '-n',
    outsideNamespace(settings),
    'get',
    'service',
    'outside',
    '-o',
    'jsonpath={.spec.clusterIP}',
  ]);

/** Puts what is outside into a new namespace of its own, and answers its address. */
export const deployOutside = async (
  settings: Settings,
  certificates: OutsideCertificates,
  programs: Readonly<Record<string, string>>,
): Promise<string> => {
  const namespace = outsideNamespace(settings);
  await kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s']);
  await kubectl(['create', 'namespace', namespace]);
  const items = outside(settings, certificates, programs);
  await kubectl(
    ['apply', '--server-side', '-f', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  );
  await kubectl(['-n', namespace, 'rollout', 'status', 'deployment/outside', '--timeout=90s']);
  return outsideIp(settings);
};

/** Makes a host outside fail, or be well again, through the API server: nothing of DojoPool is touched. */
export const setOutside = async (settings: Settings, host: string, fault: OutsideFault): Promise<void> => {
  const service = `/api/v1/namespaces/${outsideNamespace(settings)}/services/outside:control/proxy`;
  await kubectl(['get', '--raw', `${service}/${host}/${fault}`]);
};
