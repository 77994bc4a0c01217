import type {
  DependencyStatements,
  NamedHost,
  ServerDoes,
  SlowEndpoint,
  Unreached,
} from '../../model/statements/dependencies.ts';
import type { FailedEndpoint } from '../../model/statements/servers.ts';
import { plural } from '../../text/format.ts';
import { namedByText } from './named-by.ts';
import { serverWords } from './servers.ts';
import { slownessWords } from './slowness.ts';
import { it, itIs, its, type Words, type WordsOf } from './words-of.ts';

/** Callers that are well, by name. */
const MAX_CALLERS = 4;
/** Endpoints that are slow as well. */
const MAX_SLOW = 3;

export const dependencyWords: WordsOf<DependencyStatements> = {
  ...serverWords,
  ...slownessWords,
  'calls-wrong-port': ({ service, port, via, has }) =>
    it(`calls ${service} on port ${port} (${namedByText(via)}), but the Service has port ${has.join(', ')}`),
  'setting-names-wrong-port': ({ caller, service, port, via, has }) =>
    `${namedByText(via)} of ${caller} names ${service}:${port}, but Service ${service} has port ${has.join(', ')}`,
  'host-unreached': ({ how, to }) => it(`${unreachedText(how, hostText(to), 1)}`),
  'some-calls-fail': ({ said }) => its(`calls fail: "${said}"`),
  'host-not-named': () => 'the lines do not say which host',
  'pods-unwell': () => its('pods are not ready, or restart'),
  'caller-copes': () => 'the caller does not log it as an error, and its own requests succeed',
  'unreached-without-pod': () => its('callers cannot reach it: it has no ready pod'),
  'service-addresses': ({ service, ready, behind }) =>
    `Service ${service} has ${ready} ready addresses; ${behind === null ? 'no workload is behind it' : `${behind.workload} has ${behind.ready} of ${behind.desired ?? '?'} pods ready`}`,
  'unreached-by-one': ({ how, service }) =>
    `only this caller ${unreachedText(how, service, 1)}: check its settings`,
  'unreached-by-changed-setting': ({ how, service, setting }) =>
    it(`${unreachedText(how, service, 1)} since its ${setting} was changed`),
  'reached-by-others': ({ service, callers }) =>
    `${service} is ready, and ${callers.slice(0, MAX_CALLERS).join(', ')} reach${callers.length === 1 ? 'es' : ''} it without such errors`,
  'unreached-though-ready': ({ how, callers, caller }) =>
    `${caller ?? `${callers} callers`} ${unreachedText(how, 'it', callers)}, though its pods are ready`,
  'service-ready': ({ service, ready }) => `Service ${service}: ${ready} ready`,
  'one-caller-known': () => 'only one workload is known to call it, so its own settings may be wrong as well',

  'server-fails': ({ name, does, said, alone }) =>
    namedOrIt(name, `${DOES[does]}, "${said}"${aloneText(alone)}`),
  'upstream-fails': ({ host, does, said, alone }) =>
    `${host ?? 'what it calls'} ${DOES[does]}, "${said}"${aloneText(alone)}`,
  'server-refuses-caller': ({ server, does, said, alone }) =>
    `${server} ${does === 'rejects-request' ? 'rejects what it asks' : 'refuses it'}: "${said}"${aloneText(alone)}`,
  'takes-connections': ({ server, said }) => `it takes more connections than ${server} has: "${said}"`,
  'logs-in-as': ({ workload, user, setting }) => `${workload} logs in as ${user} (${setting})`,
  'not-changed-then': ({ workloads }) =>
    `counter-test: ${workloads.slice(0, MAX_CALLERS).join(', ')} ${workloads.length === 1 ? 'was' : 'were'} not changed then`,
  'holders-unknown': () => 'which of its clients holds its connections is not in the evidence',
  'only-endpoints-fail': ({ caller, endpoints, others }) =>
    `only ${endpoints
      .map((one) => `${endpointText(one)} (${one.failed} of ${one.requests} requests)`)
      .join(
        ' and ',
      )} ${endpoints.length > 1 ? 'fail' : 'fails'} with it at ${caller}: ${others.failed} of ${others.requests} requests to its other endpoints failed`,
  'seen-by-callers-alone': () => 'seen from its callers alone: what it says of itself was not read',
  'server-guessed': () => 'no line or setting names it: it is the only server of its kind here',

  'closes-kept-connections': ({ caller, resets, requests }) =>
    it(`closes connections that ${caller} keeps open: ${resets} resets in ${plural(requests, 'request')}`),
  'answers-what-it-sees': ({ callee, answered, service }) =>
    `${service} is reached: ${callee} answered ${plural(answered, 'request')} and failed none that it saw`,
  'time-outs-not-read': () => 'the keep-alive time-outs of both sides are not in the evidence',
  'queries-slow': ({ said }) => its(`queries are slow: "${said}"`),
  'slow-and-waited-for': (slow) => itIs(`slow and its callers wait for it: ${slowText(slow)}`),
  'endpoint-slow': (slow) => slowText(slow),
  'slow-along-with-it': ({ others }) => `slow with it: ${others.slice(0, MAX_SLOW).map(slowText).join('; ')}`,
  'slow-order-unknown': () =>
    'which of the slow ones calls which is not known: a caller is slower than what it calls',
  'slow-from-the-start': () => 'they were just as slow when their logs begin',
};

const namedOrIt = (name: string | null, does: string): Words =>
  name === null ? it(does) : `${name} ${does}`;

const DOES: Readonly<Record<ServerDoes, string>> = {
  'refuses-connections': 'refuses connections',
  'refuses-credentials': 'refuses the credentials',
  'is-read-only': 'is read-only',
  'has-no-room': 'has no room left',
  'rejects-request': 'rejects what it is asked',
  'limits-calls': 'limits the calls to it',
  'has-no-credit': 'refuses calls: the account has no credit or quota left',
  'is-not-reached': 'cannot be reached',
  'does-not-answer': 'does not answer in time',
  'accepts-no-tls': 'and its callers do not agree on TLS',
  'shows-expired-certificate': 'shows a certificate that has expired',
  'answers-with-error': 'answers with an error',
};

/** "cannot reach db", "cannot set up TLS with db", "gets no answer in time from db". */
function unreachedText(how: Unreached, whom: string, callers: number): string {
  if (how === 'no-tls') return `cannot set up TLS with ${whom}`;
  if (how === 'no-answer') return `get${callers === 1 ? 's' : ''} no answer in time from ${whom}`;
  return `cannot reach ${whom}`;
}

const hostText = ({ host, port }: NamedHost): string => `${host}${port === null ? '' : `:${port}`}`;

const endpointText = ({ method, path }: Pick<FailedEndpoint, 'method' | 'path'>): string =>
  `${method} ${path}`.trim();

const aloneText = (alone: readonly FailedEndpoint[]): string =>
  alone.length === 0 ? '' : `, only at ${alone.map(endpointText).join(' and ')}`;

const slowText = ({ workload, p95, requests, ...endpoint }: SlowEndpoint): string =>
  `${workload} ${endpointText(endpoint)}: p95 ${(p95 / 1000).toFixed(1)} s of ${plural(requests, 'request')}`;
