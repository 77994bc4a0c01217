import { plural } from '../../core/format.ts';
import type * as k from '../../core/kubernetes/objects.ts';
import { isForeignPort, probeBudget, probePort, probeScheme } from './ports.ts';

/** What is wrong with a probe by its specification and by what its failures say; [] when nothing shows. */
export function probeFaults(
  container: k.Container | undefined,
  kind: 'livenessProbe' | 'readinessProbe' | 'startupProbe',
  messages: readonly string[],
): readonly string[] {
  const probe = container?.[kind];
  if (!container || !probe) return [];
  const faults: string[] = [];
  const port = probePort(probe, container);
  const other = otherProbe(container, kind);
  const declared = container.ports.map(({ containerPort }) => containerPort).join(', ');
  const said = messages.join('\n');
  // Declared ports are but information: a port that answers late, or with a status, is listened to.
  const answers = said !== '' && !/refused|no route to host|failed to connect service/i.test(said);
  if (isForeignPort(port, container) && !answers)
    faults.push(`it asks port ${port}, the container declares ${declared}`);
  if (
    /malformed HTTP (?:response|version)|HTTP\/1\.x transport connection broken|server gave HTTP response to HTTPS|tls: first record does not look like a TLS handshake|error reading server preface|http2: (?:frame|failed)|unexpected HTTP status code received from server|unimplemented.*grpc\.health|unknown service grpc\.health/i.test(
      said,
    )
  )
    faults.push(`it speaks ${probeScheme(probe)}, the container answers in another protocol`);
  if (/statuscode: 40[0-9]/.test(said))
    faults.push(
      `it asks ${probe.httpGet?.path ?? '/'}, the container answers ${/statuscode: (\d+)/.exec(said)?.[1]}`,
    );
  if (other && probeScheme(other) !== probeScheme(probe) && /connection broken|malformed|preface/i.test(said))
    faults.push(`the container's other probe speaks ${probeScheme(other)}`);
  const otherPort = probePort(other, container);
  if (otherPort !== undefined && port !== undefined && otherPort !== port && container.ports.length === 0)
    faults.push(`it asks port ${port}, the other probe asks ${otherPort}`);
  return faults;
}

function otherProbe(container: k.Container, kind: string): k.Probe | undefined {
  return kind === 'readinessProbe' ? container.livenessProbe : container.readinessProbe;
}

/** "http://:8080/healthz every 10 s, 3 failures, 1 s time-out": the probe as it was asked for. */
export function probeText(probe: k.Probe): string {
  const port = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port ?? '';
  const what = probe.exec
    ? `exec ${probe.exec.command.join(' ')}`
    : `${probeScheme(probe)} :${port}${probe.httpGet?.path ?? ''}`;
  return `${what}, first after ${probe.initialDelaySeconds ?? 0} s, every ${probe.periodSeconds ?? 10} s, time-out ${probe.timeoutSeconds ?? 1} s, ${plural(probe.failureThreshold ?? 3, 'failure')}: acts ${probeBudget(probe)} s after the start`;
}
