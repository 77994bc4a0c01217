import { redact } from '../../redaction/redact.ts';
import type { KubernetesFailure } from './port.ts';

/** Error codes of node:net, node:dns and node:tls that mean no answer could come from there at all. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
]);

/** A certificate that does not verify, by OpenSSL's codes (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
const isCertificateError = (code: string): boolean =>
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|HOSTNAME_MISMATCH)/.test(code);

const fieldOf = (error: unknown, field: 'code' | 'message'): string => {
  const value =
    typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : '';
};

/** What a connection's error means, in a sentence that names the server. */
export function connectionFailure(error: unknown, server: string): KubernetesFailure {
  const code = fieldOf(error, 'code');
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return {
      kind: 'unreachable',
      message: `the certificate of ${server} is for another name; check tls-server-name in the kubeconfig`,
    };
  if (isCertificateError(code))
    return {
      kind: 'unreachable',
      message: `the certificate of ${server} is not trusted (${code}); check certificate-authority in the kubeconfig`,
    };
  if (UNREACHABLE.has(code)) return { kind: 'unreachable', message: `${server} cannot be reached (${code})` };
  return { kind: 'failed', message: fieldOf(error, 'message') || String(error) };
}

/** The message of a `Status` body (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/), else the text. */
function statusMessage(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (
      typeof parsed === 'object' &&
      parsed !== null &&
      'message' in parsed &&
      typeof parsed.message === 'string'
    )
      return parsed.message;
  } catch {
    // A proxy in between answers with HTML or plain text: its beginning is all there is to show.
  }
  return body.trim().slice(0, 200);
}

/** Characters of a refusal that are told: the API server's own have a few hundred. */
const MAX_MESSAGE = 2_000;

/** What an HTTP status other than 2xx means; an admission webhook or a proxy may quote a secret: redacted, for all who tell it. */
export function statusFailure(status: number, body: string): KubernetesFailure {
  const message = redact(statusMessage(body).slice(0, MAX_MESSAGE)) || `HTTP status ${status}`;
  switch (status) {
    case 401:
      return { kind: 'unauthorized', status, message };
    case 403:
      return { kind: 'forbidden', status, message };
    case 404:
      return { kind: 'not-found', status, message };
    case 408:
    case 504:
      return { kind: 'timeout', message };
    default:
      return { kind: 'failed', status, message };
  }
}
