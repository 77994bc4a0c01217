import { describe, expect, it } from '@jest/globals';
import { probeFaults, probeSettings } from '../../../../functions/diagnosis/mechanisms/pods/probes.ts';
import * as k from '../../../../functions/model/kubernetes/objects.ts';

type Kind = Parameters<typeof probeFaults>[1];
const PORTS = { ports: [{ containerPort: 8080 }] };
const containerOf = (more: object): k.Container =>
  k.pod.parse({ spec: { containers: [{ name: 'main', ...PORTS, ...more }] } }).spec
    .containers[0] as k.Container;
const http = (port: number | string, more: object = {}) => ({ httpGet: { port, ...more } });
const tcp = (port: number) => ({ tcpSocket: { port } });
/** What is wrong with a probe, in short. */
const wrong = (container: object, said: readonly string[] = [], kind: Kind = 'livenessProbe') =>
  probeFaults(containerOf(container), kind, said).map(({ says }) => says);

describe('a probe', () => {
  it.each<[string, object, readonly string[]]>([
    ['of a port that the container declares', { livenessProbe: tcp(8080) }, []],
    ['of another port', { livenessProbe: tcp(9090) }, ['probe-asks-undeclared-port']],
    ['of another port by HTTP', { livenessProbe: http(9090) }, ['probe-asks-undeclared-port']],
    ['of a container that declares none', { ports: [], livenessProbe: tcp(9090) }, []],
    ['of no port', { livenessProbe: { exec: { command: ['true'] } } }, []],
  ])('%s is wrong by: %j', (_, container, faults) => {
    expect(wrong(container)).toEqual(faults);
  });

  it('is of its own kind', () => {
    expect(wrong({ livenessProbe: tcp(9090) }, [], 'readinessProbe')).toEqual([]);
    expect(wrong({ startupProbe: tcp(9090) }, [], 'startupProbe')).toEqual(['probe-asks-undeclared-port']);
    expect(probeFaults(undefined, 'livenessProbe', [])).toEqual([]);
  });

  it.each([
    ['connect: connection refused', true],
    ['connect: no route to host', true],
    ['timeout: failed to connect service "x" within 1s', true],
    ['context deadline exceeded', false],
    ['HTTP probe failed with statuscode: 500', false],
  ])('asks where nothing listens: %s: %p', (said, asks) => {
    expect(wrong({ livenessProbe: tcp(9090) }, [said]).includes('probe-asks-undeclared-port')).toBe(asks);
  });

  it.each([
    'malformed HTTP response "x"',
    'malformed HTTP version "x"',
    'net/http: HTTP/1.x transport connection broken: x',
    'http: server gave HTTP response to HTTPS client',
    'remote error: tls: first record does not look like a TLS handshake',
    'error reading server preface: EOF',
    'http2: frame too large',
    'http2: failed reading the frame payload',
    'unexpected HTTP status code received from server: 404',
    'rpc error: code = Unimplemented desc = unimplemented for grpc.health.v1',
    'unknown service grpc.health.v1.Health',
    'Malformed HTTP Response',
  ])('is answered in another protocol: %s', (said) => {
    expect(wrong({ livenessProbe: http(8080) }, [said])).toContain('probe-in-other-protocol');
  });

  it.each(['malformed header', 'HTTP response', 'http2: closed', 'unknown service x', 'tls: bad record'])(
    'is answered in its own protocol: %s',
    (said) => {
      expect(wrong({ livenessProbe: http(8080) }, [said])).toEqual([]);
    },
  );

  it.each([
    [400, true],
    [404, true],
    [409, true],
    [410, false],
    [399, false],
    [500, false],
  ])('is told that its path is wrong, by status: %i: %p', (status, isWrong) => {
    const said = [`Liveness probe failed: HTTP probe failed with statuscode: ${status}`];
    const faults = (probe: object) =>
      probeFaults(containerOf({ livenessProbe: probe }), 'livenessProbe', said);
    expect(faults(http(8080))).toEqual(
      isWrong ? [{ says: 'probe-answered-with-status', path: '/', status }] : [],
    );
    if (isWrong) expect(faults(http(8080, { path: '/up' }))).toMatchObject([{ path: '/up' }]);
  });

  it('is told by the other probe what the container speaks, and where', () => {
    const both = { livenessProbe: http(8080), readinessProbe: http(8080, { scheme: 'HTTPS' }) };
    const broken = ['connection broken: malformed HTTP response'];
    expect(wrong(both, broken)).toContain('other-probe-speaks');
    expect(wrong(both, ['error reading server preface'])).toContain('other-probe-speaks');
    expect(wrong(both, ['timed out'])).toEqual([]);
    expect(wrong({ ...both, readinessProbe: http(8080) }, broken)).not.toContain('other-probe-speaks');
    const ports = { ports: [], livenessProbe: tcp(1), readinessProbe: tcp(2) };
    expect(probeFaults(containerOf(ports), 'livenessProbe', [])).toEqual([
      { says: 'other-probe-asks', port: 1, other: 2 },
    ]);
    expect(probeFaults(containerOf(ports), 'readinessProbe', [])).toMatchObject([{ port: 2, other: 1 }]);
    expect(wrong({ ...ports, readinessProbe: tcp(1) })).toEqual([]);
    expect(wrong({ ...ports, ...{ ports: [{ containerPort: 1 }, { containerPort: 2 }] } })).toEqual([]);
  });

  it("has the API's defaults where it does not say", () => {
    const settings = (probe: object) =>
      probeSettings(containerOf({ livenessProbe: probe }).livenessProbe as k.Probe);
    expect(settings(http(8080))).toMatchObject({
      ...{ port: 8080, path: null, command: null },
      ...{ initialDelay: 0, period: 10, timeout: 1, failures: 3 },
    });
    const own = { initialDelaySeconds: 5, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 4 };
    expect(settings({ ...http('web', { path: '/up' }), ...own })).toMatchObject({
      ...{ port: 'web', path: '/up' },
      ...{ initialDelay: 5, period: 2, timeout: 3, failures: 4 },
    });
    expect(settings({ exec: { command: ['cat', '/x'] } })).toMatchObject({ command: 'cat /x', port: null });
    expect(settings({ grpc: { port: 50 } })).toMatchObject({ port: 50 });
  });
});
