import { timeOf } from '../../../text/time.ts';
import type { ContainerView } from '../../view/containers.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import { failureKind } from '../shared/messages.ts';
import type { KnownReason } from './crash-reason.ts';

/** What NAME_PORT holds (https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables). */
const LINK = /\b(?:tcp|udp|sctp):\/\/(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})\b/;

/**
 * A program ends over the address of a Service that it was never told: the kubelet sets NAME_PORT=tcp://ADDRESS:PORT for
 * every Service of the namespace that is older than the pod, and the program has a setting of that name, which holds a
 * number. Not where its own specification has the address, nor where it fails to connect.
 */
export function serviceLink(
  view: ClusterView,
  { pod, name, spec }: ContainerView,
  lines: readonly string[],
): KnownReason | undefined {
  if (pod.spec.enableServiceLinks === false) return undefined;
  const own = [
    ...(spec?.command ?? []),
    ...(spec?.args ?? []),
    ...(spec?.env ?? []).map(({ value }) => value ?? ''),
  ];
  for (const line of lines) {
    const [value, address = '', port] = LINK.exec(line) ?? [];
    if (value === undefined || failureKind(line) !== undefined || own.some((text) => text.includes(value)))
      continue;
    const service = linkedService(view, pod.metadata.namespace, address, Number(port));
    if (!service) continue;
    const variable = `${service.ref.name.toUpperCase().replaceAll('-', '_')}_PORT`;
    return {
      because: 'service-link',
      title: { says: 'reads-service-link', container: name, variable, value, service: service.ref.name },
      evidence: [
        {
          says: 'service-link-set',
          variable,
          service: service.ref,
          at: timeOf(service.service.metadata.creationTimestamp) ?? null,
        },
      ],
      explains: [service.ref],
    };
  }
  return undefined;
}

/** The Service of the namespace that has the address and port. */
const linkedService = (
  view: ClusterView,
  namespace: string,
  address: string,
  port: number,
): ServiceView | undefined =>
  view.services.all.find(
    ({ ref, service }) =>
      ref.namespace === namespace &&
      service.spec.clusterIP === address &&
      service.spec.ports.some((entry) => entry.port === port),
  );
