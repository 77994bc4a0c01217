import type * as k from '../../../model/kubernetes/objects.ts';
import type { ProbeFault, ProbeSettings } from '../../../model/statements/pods/probes.ts';
import { anyOf } from '../../../text/any-of.ts';
import { isForeignPort, probeBudget, probePort, probeScheme } from '../shared/ports.ts';

/** Nothing listens at all. */
const NO_ANSWER = /refused|no route to host|failed to connect service/i;
/** What Go's HTTP, TLS and gRPC clients say of an answer in another protocol than theirs. */
const OTHER_PROTOCOL = anyOf(
  [
    /malformed HTTP (?:response|version)/,
    /HTTP\/1\.x transport connection broken/,
    /server gave HTTP response to HTTPS/,
    /tls: first record does not look like a TLS handshake/,
    /error reading server preface/,
    /http2: (?:frame|failed)/,
    /unexpected HTTP status code received from server/,
    /unimplemented.*grpc\.health/,
    /unknown service grpc\.health/,
  ],
  'i',
);
const MIXED_UP = /connection broken|malformed|preface/i;
/** "HTTP probe failed with statuscode: 404" (kubernetes/pkg/probe/http). */
const REFUSED_STATUS = /statuscode: 40[0-9]/;
const STATUS = /statuscode: (\d+)/;

/** What is wrong with a probe by its specification and by what its failures say; [] when nothing shows. */
export function probeFaults(
  container: k.Container | undefined,
  kind: 'livenessProbe' | 'readinessProbe' | 'startupProbe',
  messages: readonly string[],
): readonly ProbeFault[] {
  const probe = container?.[kind];
  if (!container || !probe) return [];
  const port = probePort(probe, container);
  const scheme = probeScheme(probe);
  const other = otherProbe(container, kind);
  const otherPort = probePort(other, container);
  const otherScheme = other && probeScheme(other);
  const said = messages.join('\n');
  // Declared ports are but information: a port that answers late, or with a status, is listened to.
  const answers = said !== '' && !NO_ANSWER.test(said);
  const faults: ProbeFault[] = [];
  if (port !== undefined && isForeignPort(port, container) && !answers)
    faults.push({
      says: 'probe-asks-undeclared-port',
      port,
      declared: container.ports.map(({ containerPort }) => containerPort),
    });
  if (OTHER_PROTOCOL.test(said)) faults.push({ says: 'probe-in-other-protocol', scheme });
  if (REFUSED_STATUS.test(said))
    faults.push({
      says: 'probe-answered-with-status',
      path: probe.httpGet?.path || '/',
      status: Number(STATUS.exec(said)?.[1]),
    });
  if (otherScheme && otherScheme !== scheme && MIXED_UP.test(said))
    faults.push({ says: 'other-probe-speaks', scheme: otherScheme });
  if (otherPort !== undefined && port !== undefined && otherPort !== port && container.ports.length === 0)
    faults.push({ says: 'other-probe-asks', port, other: otherPort });
  return faults;
}

function otherProbe(container: k.Container, kind: string): k.Probe | undefined {
  return kind === 'readinessProbe' ? container.livenessProbe : container.readinessProbe;
}

/** A probe as it was asked for, with the API's defaults. */
export const probeSettings = (probe: k.Probe): ProbeSettings => ({
  scheme: probeScheme(probe),
  command: probe.exec?.command.join(' ') ?? null,
  port: probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port ?? null,
  path: probe.httpGet?.path || null,
  initialDelay: probe.initialDelaySeconds ?? 0,
  period: probe.periodSeconds ?? 10,
  timeout: probe.timeoutSeconds ?? 1,
  failures: probe.failureThreshold ?? 3,
  budget: probeBudget(probe),
});
