import { stringify } from 'yaml';
import { loadKubeconfig } from '../../../functions/local/kubeconfig/load.ts';
import { asCommand, scratchFile } from '../files.ts';
import { HOSTILE_YAML } from '../hostile-yaml.ts';
import { mutatedJson, mutatedText, mutatedValue } from '../mutate.ts';
import type { Target } from '../target.ts';

const kubeconfig = (cluster: object, user: object) => ({
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'c',
  clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1', ...cluster } }],
  users: [{ name: 'c', user }],
  contexts: [{ name: 'c', context: { cluster: 'c', user: 'c', namespace: 'shop' } }],
  preferences: {},
});
const DOCUMENTS: readonly [unknown, ...unknown[]] = [
  kubeconfig({}, { token: 'composed' }),
  kubeconfig({ 'insecure-skip-tls-verify': true, 'tls-server-name': 'x' }, { username: 'a', password: 'b' }),
  kubeconfig(
    { 'proxy-url': 'socks5://127.0.0.1:1' },
    { as: 'a', 'as-groups': ['g'], 'as-user-extra': { k: ['v'] } },
  ),
  kubeconfig(
    { 'certificate-authority-data': 'eA==' },
    { 'client-certificate-data': 'eA==', 'client-key-data': 'eA==' },
  ),
  kubeconfig(
    {},
    { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: '/nowhere/plugin', args: ['get'] } },
  ),
  kubeconfig(
    {},
    { 'auth-provider': { name: 'oidc', config: { 'id-token': 'a.b.c', 'idp-issuer-url': 'x' } } },
  ),
];
const TEXTS = [...DOCUMENTS.map((one) => stringify(one)), ...Object.values(HOSTILE_YAML)] as [
  string,
  ...string[],
];

/** Kubeconfigs from anywhere. What a plug-in's command becomes is looked for in no folder. */
export const kubeconfigs: Target = {
  name: 'kubeconfigs',
  open() {
    const file = scratchFile();
    return {
      async attempt(random) {
        const make = random.pick<() => string>([
          () => mutatedJson(DOCUMENTS, random),
          () => stringify(mutatedValue(DOCUMENTS, random)),
          () => mutatedText(TEXTS, random),
        ]);
        file.write(make());
        await asCommand(() =>
          loadKubeconfig({ file: file.path, env: { PATH: '/nowhere' }, pluginDeadlineMs: 2_000 }),
        );
      },
      close: file.remove,
    };
  },
};
