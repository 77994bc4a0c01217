import type { IncomingMessage } from 'node:http';
import { identityHeaders, routeTo, tlsOptions } from '../kubernetes/connection.ts';
import { connectionFailure, statusFailure } from '../kubernetes/failure.ts';
import type { Answer, KubernetesAccess } from '../kubernetes/port.ts';
import { ChannelReader } from './channels.ts';
import type { ExecPort, ExecRequest, ExecResult } from './port.ts';

/** v5 since Kubernetes 1.29; v4 is understood by all. */
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
/** The most that is read of an error's body. */
const MAX_ERROR_BYTES = 16 * 1024;

/** The most bytes of one message: kubelets copy a stream in pieces of 32 KiB (https://pkg.go.dev/io#Copy). */
const MAX_MESSAGE_BYTES = 1024 * 1024;

function execUrl(server: string, { namespace, pod, container, command }: ExecRequest): string {
  const url = new URL(server.replace(/^http/, 'ws'));
  url.pathname = `${url.pathname.replace(/\/$/, '')}/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/exec`;
  url.search = new URLSearchParams([
    ['container', container],
    ['stdout', 'true'],
    ['stderr', 'true'],
    ...command.map((word) => ['command', word]),
  ] as [string, string][]).toString();
  return url.href;
}

async function errorBody(response: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of response) {
    body += String(chunk);
    if (body.length > MAX_ERROR_BYTES) break;
  }
  return body;
}

/** Exec over WebSocket; `ws` is imported at the first use, so that those who never exec do not pay for it. */
export function createExecClient(access: KubernetesAccess): ExecPort {
  return {
    async run(request) {
      const { default: WebSocket } = await import('ws');
      return new Promise<Answer<ExecResult>>((resolve) => {
        const { signal } = request;
        const timedOut: Answer<never> = {
          ok: false,
          failure: { kind: 'timeout', message: `no answer from pod ${request.pod} before the deadline` },
        };
        if (signal.aborted) return resolve(timedOut);
        const reader = new ChannelReader();
        const tls = tlsOptions(access);
        const agent = access.proxy?.agent(tls);
        const socket = new WebSocket(execUrl(access.server, request), PROTOCOLS, {
          headers: identityHeaders(access),
          // Kubernetes offers no compression; bundles leave it out (esbuild.config.mjs).
          perMessageDeflate: false,
          maxPayload: MAX_MESSAGE_BYTES,
          ...tls,
          ...(agent ? { agent } : {}),
        });
        const finish = (answer: Answer<ExecResult>): void => {
          signal.removeEventListener('abort', onAbort);
          socket.terminate();
          agent?.destroy();
          resolve(answer);
        };
        const onAbort = (): void => finish(timedOut);
        signal.addEventListener('abort', onAbort);
        socket.on('message', (data: Buffer) => {
          reader.push(data);
        });
        socket.on('close', () =>
          finish(
            reader.ended
              ? { ok: true, value: reader.result() }
              : {
                  ok: false,
                  failure: { kind: 'failed', message: `the connection to pod ${request.pod} was closed` },
                },
          ),
        );
        socket.on('unexpected-response', (_sent, response: IncomingMessage) => {
          errorBody(response).then(
            (body) => finish({ ok: false, failure: statusFailure(response.statusCode ?? 0, body) }),
            (error: unknown) => finish({ ok: false, failure: connectionFailure(error, routeTo(access)) }),
          );
        });
        // After an abort or a refusal this comes too; the answer was given then, and a second one changes nothing.
        socket.on('error', (error) =>
          finish({ ok: false, failure: connectionFailure(error, routeTo(access)) }),
        );
      });
    },
  };
}
