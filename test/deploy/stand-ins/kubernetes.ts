import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { KUBERNETES_GROUP } from '../../../functions/contracts/cluster.ts';
import type { Recording } from '../../../functions/recordings/recording.ts';
import { startRecordingServer } from '../../../functions/recordings/recording-server.ts';
import type { Certificate } from '../emulator/certificates.ts';
import { callersOf } from './callers.ts';
import { sendJson, startHttps } from './https-server.ts';
import { rightsOf, type Wanted, wantedBy } from './rbac.ts';

export interface KubernetesStandIn {
  readonly url: string;
  /** Paths that were read. */
  readonly asked: readonly string[];
  /** Names of the roles that asked for anything. */
  readonly callers: ReadonlySet<string>;
  /** Programs that were run in pods, and by which role. */
  readonly ran: readonly { readonly role: string; readonly namespace: string; readonly pod: string }[];
  /** As `kubectl apply`: from now on the roles of this manifest are granted, and no others. */
  apply(manifest: string): void;
  /** As the cluster's access entries: the Kubernetes groups of each role; no other gets in. Until then all are in the common one. */
  admit(groups: Readonly<Record<string, readonly string[]>>): void;
  close(): Promise<void>;
}

const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const METRICS = '/apis/metrics.k8s.io/v1beta1';
const EXEC = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/exec$/;

/**
 * A recording as the API of an EKS cluster: TLS by a certificate that only DescribeCluster gives; STS says whose token
 * it is, and an access entry in which groups; those may do what the applied roles say.
 */
export async function startKubernetes(
  name: string,
  recording: Recording,
  certificate: Certificate,
): Promise<KubernetesStandIn> {
  const recorded = await startRecordingServer(recording);
  const roleOf = callersOf(name);
  const callers = new Set<string>();
  const ran: { role: string; namespace: string; pod: string }[] = [];
  let granted: ReturnType<typeof rightsOf> = () => false;
  let groupsOf: (role: string) => readonly string[] = () => [KUBERNETES_GROUP];

  /** Undefined for whoever is not let in. */
  const enter = async ({ headers }: IncomingMessage): Promise<Caller | undefined> => {
    const role = await roleOf(headers.authorization);
    const groups = role === undefined ? [] : groupsOf(role);
    if (role === undefined || groups.length === 0) return undefined;
    callers.add(role);
    return { role, may: (wanted) => granted(wanted, groups) };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'https://cluster');
    const caller = await enter(request);
    if (caller === undefined) return refuse(response, 401, 'Unauthorized');
    if (pathname === REVIEWS) return review(caller, request, response);
    if (pathname === METRICS) return sendJson(response, 200, { kind: 'APIResourceList', resources: [] });
    const wanted = wantedBy(pathname);
    if (wanted !== undefined && !caller.may(wanted)) return refuse(response, 403, 'Forbidden');
    return pass(recorded.url, request, response);
  };

  const programs = new WebSocketServer({ noServer: true, handleProtocols: () => 'v5.channel.k8s.io' });
  const exec = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const url = new URL(request.url ?? '/', 'https://cluster');
    const [, namespace = '', pod = ''] = EXEC.exec(url.pathname) ?? [];
    const caller = await enter(request);
    const mayExec = (verb: string) => caller?.may({ verb, group: '', resource: 'pods/exec', namespace });
    if (caller === undefined || !mayExec('get') || !mayExec('create'))
      return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    ran.push({ role: caller.role, namespace, pod });
    programs.handleUpgrade(request, socket, head, (opened) => runProgram(url, opened));
  };

  const server = await startHttps(
    certificate,
    0,
    (request, response) => void answer(request, response),
    (request, socket, head) => void exec(request, socket, head),
  );
  return {
    url: server.url,
    asked: recorded.asked,
    ...{ callers, ran },
    apply(manifest) {
      granted = rightsOf(manifest);
    },
    admit(groups) {
      groupsOf = (role) => groups[role] ?? [];
    },
    async close() {
      for (const socket of programs.clients) socket.terminate();
      await Promise.all([server.close(), recorded.close()]);
    },
  };
}

interface Caller {
  readonly role: string;
  readonly may: (wanted: Wanted) => boolean;
}

/** A program that finds every address open which it is told to try, and ends well. */
function runProgram(url: URL, socket: WebSocket): void {
  const addresses = url.searchParams.getAll('command').filter((word) => /^[\w.-]+:\d+$/.test(word));
  const found = addresses.map((address) => `probe ${address} open\n`).join('');
  socket.send(Buffer.from(`\u0001${found}`));
  socket.send(Buffer.from('\u0003{"status":"Success"}'));
  socket.close();
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-access-review-v1/ */
async function review({ may }: Caller, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const { spec } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
    spec: { resourceAttributes: Wanted & { readonly subresource?: string } };
  };
  const { resource, subresource = '' } = spec.resourceAttributes;
  const whole = subresource === '' ? resource : `${resource}/${subresource}`;
  sendJson(response, 201, {
    spec,
    status: { allowed: may({ ...spec.resourceAttributes, resource: whole }) },
  });
}

function refuse(response: ServerResponse, code: number, reason: string): void {
  sendJson(response, code, {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message: reason,
    reason,
    code,
  });
}

function pass(to: string, request: IncomingMessage, response: ServerResponse): void {
  const passed = httpRequest(`${to}${request.url}`, { method: request.method }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  passed.once('error', () => response.destroy());
  request.pipe(passed);
}
