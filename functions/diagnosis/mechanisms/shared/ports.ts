import type * as k from '../../../model/kubernetes/objects.ts';
import type { ProbeScheme } from '../../../model/statements/pods/probes.ts';

/** The port number that a probe tries, a name resolved against the container's ports; undefined for exec probes. */
export function probePort(probe: k.Probe | undefined, container: k.Container): number | string | undefined {
  const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
  return resolvePort(port, container);
}

/** A number, or the text of a name that no port of the container has. */
export function resolvePort(
  port: number | string | undefined,
  container: k.Container,
): number | string | undefined {
  if (port === undefined) return undefined;
  if (typeof port === 'number') return port;
  const number = Number(port);
  if (Number.isInteger(number)) return number;
  return container.ports.find(({ name }) => name === port)?.containerPort ?? port;
}

/** True when the container declares ports and this one is not among them. */
export const isForeignPort = (port: number | string | undefined, container: k.Container): boolean =>
  port !== undefined &&
  container.ports.length > 0 &&
  !container.ports.some(({ containerPort }) => containerPort === port);

/** "HTTP", "TCP", "gRPC" or "exec". */
export function probeScheme(probe: k.Probe): ProbeScheme {
  if (probe.httpGet) return probe.httpGet.scheme === 'HTTPS' ? 'HTTPS' : 'HTTP';
  if (probe.grpc) return 'gRPC';
  return probe.tcpSocket ? 'TCP' : 'exec';
}

/**
 * Seconds from a container's start until failures of this probe have their effect, with the API's defaults
 * (https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes).
 */
export const probeBudget = (probe: k.Probe): number =>
  (probe.initialDelaySeconds ?? 0) + (probe.failureThreshold ?? 3) * (probe.periodSeconds ?? 10);
