import { configMap, deployment, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const settings = (key: string) => configMap('quotes-settings', { [key]: '25' });
const quotes = deployment(
  'quotes',
  webContainer(
    'quotes',
    {},
    {
      env: [
        { name: 'DELAY_MS', valueFrom: { configMapKeyRef: { name: 'quotes-settings', key: 'delay-ms' } } },
      ],
    },
  ),
  { replicas: 2 },
);

/** A key of a ConfigMap was renamed; pods that start after it wait for the old one. */
export const configKeyRenamed: System = {
  namespace: 'insurance',
  servers: [settings('delay-ms'), service('quotes', 8080), quotes],
  clients: [visitors(300, 'http://quotes:8080/quote', 'http://quotes:8080/terms')],
  fault: async ({ apply, kubectl }) => {
    await apply(settings('delay'));
    await kubectl('rollout', 'restart', 'deployment/quotes');
  },
};
