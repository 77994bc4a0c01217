import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Ingress } from '../../../model/kubernetes/objects.ts';
import { present } from '../../../model/present.ts';
import type { IngressFault } from '../../../model/statements/routing.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import { changedWithin } from '../shared/felt.ts';
import { finding } from '../shared/finding.ts';

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
      const first = faults[0];
      return first ? [make(view, entry, [first, ...faults.slice(1)], backend.length > 0)] : [];
    }),
};

/** The annotation that named the class before spec.ingressClassName. */
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

function classFaults(view: ClusterView, { spec, metadata, status }: Ingress): readonly IngressFault[] {
  if (!view.evidence.complete('ingressclasses')) return [];
  // A controller that has given it an address has taken it.
  if (status.loadBalancer.ingress.length > 0) return [];
  const classes = view.evidence.all('ingressclasses');
  const known = classes.map((entry) => entry.metadata.name);
  const name = spec.ingressClassName;
  if (name && !known.includes(name)) return [{ says: 'ingress-class-absent', ingressClass: name, known }];
  const old = metadata.annotations[CLASS_ANNOTATION];
  if (!name && !old && !classes.some((entry) => entry.metadata.annotations[DEFAULT_CLASS] === 'true'))
    return [{ says: 'ingress-class-not-named', known }];
  return [];
}

function backendsOf({ spec }: Ingress) {
  const backends = spec.rules.flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend));
  return present(spec.defaultBackend, ...backends).flatMap(({ service }) => present(service));
}

function backendFaults(view: ClusterView, entry: Ingress): readonly IngressFault[] {
  if (!view.evidence.complete('services')) return [];
  const faults = backendsOf(entry).flatMap(({ name, port }): readonly IngressFault[] => {
    const service = view.services.get(entry.metadata.namespace, name);
    if (!service) return [{ says: 'backend-service-absent', service: name }];
    const ports = service.service.spec.ports;
    const known = ports.some((one) => (port.name ? one.name === port.name : one.port === port.number));
    if (known || (port.name === '' && port.number === undefined)) return [];
    return [
      {
        says: 'backend-port-absent',
        service: name,
        port: port.name || String(port.number),
        has: ports.map((one) => one.port),
      },
    ];
  });
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

function tlsFaults(view: ClusterView, entry: Ingress): readonly IngressFault[] {
  if (!view.evidence.complete('secrets')) return [];
  const names = new Set(
    view.evidence
      .all('secrets')
      .filter(({ metadata }) => metadata.namespace === entry.metadata.namespace)
      .map(({ metadata }) => metadata.name),
  );
  return entry.spec.tls.flatMap(({ secretName }): readonly IngressFault[] =>
    secretName === '' || names.has(secretName) ? [] : [{ says: 'tls-secret-absent', secret: secretName }],
  );
}

function make(
  view: ClusterView,
  entry: Ingress,
  faults: readonly [IngressFault, ...IngressFault[]],
  backend: boolean,
): Finding {
  const { namespace, name, managedFields } = entry.metadata;
  const known = managedFields.length > 0;
  const hosts = entry.spec.rules.map(({ host }) => host).filter((host) => host !== '');
  const behind = backendsOf(entry).flatMap(
    (backend) => view.services.get(namespace, backend.name)?.workloads ?? [],
  );
  return finding({
    cause: 'service-misrouting',
    object: { kind: 'Ingress', namespace, name },
    title: faults[0],
    // A Service can be deleted under an Ingress; a class or a TLS Secret that never was is mostly lived with.
    strength: backend || !known || changedWithin(view, entry.metadata) ? 'strong' : 'hint',
    evidence: [{ says: 'ingress-faults', ingress: name, hosts, faults }],
    basis: ['ingresses', 'ingressclasses', 'services'],
    explains: behind.map(({ ref }) => ref),
    actions: [
      look(kubectl(namespace, 'describe', 'ingress', nameWord(name)), 'class, rules, backends and events'),
    ],
  });
}
