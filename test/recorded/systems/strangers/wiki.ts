import type { KubeObject } from '../../../cluster/dojopool/manifests/object.ts';
import { configMap, deployment, edge, PROGRAMS, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const lexicon = (rules: string) => configMap('lexicon', { rules });

const speller = () => {
  const container = listening('speller', 'wiki speller', 8960);
  const { volumeMounts } = container as { volumeMounts: object[] };
  return deployment(
    'speller',
    { ...container, volumeMounts: [...volumeMounts, { name: 'lexicon', mountPath: '/lexicon' }] },
    {
      replicas: 2,
      pod: {
        volumes: [
          { name: PROGRAMS, configMap: { name: PROGRAMS } },
          { name: 'lexicon', configMap: { name: 'lexicon' } },
        ],
      },
    },
  );
};

/** Lets in whoever calls the speller today. */
const policy: KubeObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'speller-callers' },
  spec: {
    podSelector: { matchLabels: { app: 'speller' } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'pages' } } }], ports: [{ port: 8960 }] }],
  },
} as KubeObject;

/** A lexicon in a ConfigMap was broken, which its pods read without a restart; a policy that came at the same time is innocent. */
export const wiki: System = {
  namespace: 'quill',
  servers: [
    lexicon('i before e\nexcept after c'),
    service('speller', 8960),
    speller(),
    service('pages', 8960),
    deployment('pages', listening('pages', 'wiki pages', 8960), { replicas: 2 }),
    ...edge({ '/': 'http://pages:8960' }),
  ],
  clients: [visitors(450, 'http://edge/page/heron', 'http://edge/page/owl')],
  fault: ({ apply }) => apply(lexicon('<<<<<<< HEAD\ni before e'), policy),
  brokenSeconds: 170,
};
