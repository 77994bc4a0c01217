import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import type { Finding } from '../core/finding.ts';
import type { Ingress } from '../core/kubernetes/objects.ts';
import type { ClusterView } from '../core/view/view.ts';
import { changedWithin } from './support/felt.ts';
import { finding } from './support/finding.ts';

/**
 * An Ingress that leads nowhere: a class that does not exist, so that no controller takes it; a backend Service or
 * port that does not exist; a TLS Secret that does not (https://kubernetes.io/docs/concepts/services-networking/ingress/).
 */
export const ingress: Analyzer = {
  name: 'ingress',
  needs: ['ingresses'],
  causes: ['service-misrouting'],
  analyze: (view) =>
    view.evidence.all('ingresses').flatMap((entry) => {
      const backend = backendFaults(view, entry);
      const faults = [...classFaults(view, entry), ...backend, ...tlsFaults(view, entry)];
      return faults.length > 0 ? [make(view, entry, faults, backend.length > 0)] : [];
    }),
};

/** The annotation that named the class before spec.ingressClassName. */
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

function classFaults(view: ClusterView, { spec, metadata, status }: Ingress): readonly string[] {
  if (!view.evidence.complete('ingressclasses')) return [];
  // A controller that has given it an address has taken it.
  if (status.loadBalancer.ingress.length > 0) return [];
  const classes = view.evidence.all('ingressclasses');
  const names = classes.map((entry) => entry.metadata.name).join(', ') || 'none';
  const name = spec.ingressClassName;
  if (name && !classes.some((entry) => entry.metadata.name === name))
    return [`its class ${name} does not exist (there ${classes.length === 1 ? 'is' : 'are'} ${names})`];
  const old = metadata.annotations[CLASS_ANNOTATION];
  if (!name && !old && !classes.some((entry) => entry.metadata.annotations[DEFAULT_CLASS] === 'true'))
    return [
      `it names no class and no class is the default (there ${classes.length === 1 ? 'is' : 'are'} ${names})`,
    ];
  return [];
}

function backendsOf({ spec }: Ingress) {
  return [
    ...(spec.defaultBackend ? [spec.defaultBackend] : []),
    ...spec.rules.flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend)),
  ].flatMap(({ service }) => (service ? [service] : []));
}

function backendFaults(view: ClusterView, entry: Ingress): readonly string[] {
  if (!view.evidence.complete('services')) return [];
  return [
    ...new Set(
      backendsOf(entry).flatMap(({ name, port }) => {
        const service = view.services.get(entry.metadata.namespace, name);
        if (!service) return [`its backend Service ${name} does not exist`];
        const ports = service.service.spec.ports;
        const known = ports.some((one) => (port.name ? one.name === port.name : one.port === port.number));
        return known || (port.name === '' && port.number === undefined)
          ? []
          : [
              `its backend port ${name}:${port.name || port.number} does not exist, the Service has ${ports.map((one) => one.port).join(', ')}`,
            ];
      }),
    ),
  ];
}

function tlsFaults(view: ClusterView, entry: Ingress): readonly string[] {
  if (!view.evidence.complete('secrets')) return [];
  const names = new Set(
    view.evidence
      .all('secrets')
      .filter(({ metadata }) => metadata.namespace === entry.metadata.namespace)
      .map(({ metadata }) => metadata.name),
  );
  return entry.spec.tls.flatMap(({ secretName }) =>
    secretName === '' || names.has(secretName) ? [] : [`its TLS Secret ${secretName} does not exist`],
  );
}

function make(view: ClusterView, entry: Ingress, faults: readonly string[], backend: boolean): Finding {
  const { namespace, name, managedFields } = entry.metadata;
  const known = managedFields.length > 0;
  const hosts = entry.spec.rules.map(({ host }) => host).filter((host) => host !== '');
  const behind = backendsOf(entry).flatMap(
    (backend) => view.services.get(namespace, backend.name)?.workloads ?? [],
  );
  return finding({
    cause: 'service-misrouting',
    object: { kind: 'Ingress', namespace, name },
    title: faults[0] ?? '',
    // A Service can be deleted under an Ingress; a class or a TLS Secret that never was is mostly lived with.
    strength: backend || !known || changedWithin(view, entry.metadata) ? 'strong' : 'hint',
    evidence: [`Ingress ${name}${hosts.length > 0 ? ` for ${hosts.join(', ')}` : ''}: ${faults.join('; ')}`],
    basis: ['ingresses', 'ingressclasses', 'services'],
    explains: behind.map(({ ref }) => ref),
    actions: [
      look(kubectl(namespace, 'describe', 'ingress', nameWord(name)), 'class, rules, backends and events'),
    ],
  });
}
