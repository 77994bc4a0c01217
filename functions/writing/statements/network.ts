import type { ReachabilityProbe } from '../../model/evidence.ts';
import type { ForbiddenCall, NetworkStatements } from '../../model/statements/network.ts';
import { plural } from '../../text/format.ts';
import { clockText } from '../../text/time.ts';
import { routingWords } from './routing.ts';
import { shareText } from './share.ts';
import { it, its, quoting, type WordsOf } from './words-of.ts';

/** Callers that are well, by name. */
const MAX_WELL = 4;
/** Hosts that answered. */
const MAX_OTHERS = 3;

export const networkWords: WordsOf<NetworkStatements> = {
  'speaks-other-protocol': ({ caller, spoken, expected, server }) =>
    `${caller} speaks ${spoken} to a port of ${server} that expects ${expected}`,
  ...routingWords,
  'certificate-expired': ({ served, said }) =>
    served ? `the certificate that it serves has expired: "${said}"` : `a certificate has expired: "${said}"`,
  'certificate-refused': ({ caller, lines, pods, last, said }, { now }) =>
    quoting(
      `${caller}: ${lines} line${lines === 1 ? '' : 's'} on ${shareText(pods)}${last === null ? '' : `, last at ${clockText(last, now)}`}`,
      said,
    ),

  'name-of-no-service': ({ host }) => it(`looks up ${host}; no Service has that name`),
  'name-unresolved': ({ host, dnsPolicy }) =>
    it(`cannot resolve ${host ?? 'a host name'}${dnsPolicy === null ? '' : ` (dnsPolicy ${dnsPolicy})`}`),
  'alias-unresolved': ({ alias }) => its(`externalName ${alias} does not resolve`),
  'service-is-alias': ({ service, alias }) => `Service ${service} is an alias of ${alias}`,
  'unresolved-service-exists': ({ service, readyEndpoints }) =>
    `Service ${service} exists, with ${plural(readyEndpoints, 'ready endpoint')}: the name is right, resolving it fails`,
  'dns-policy-elsewhere': ({ dnsPolicy }) =>
    its(`dnsPolicy is ${dnsPolicy}: it does not ask the cluster's DNS`),
  'cluster-dns-down': ({ found }) => `the cluster's DNS has no ${found ? 'ready pod' : 'pod in kube-system'}`,
  'names-unresolved-by-many': ({ workloads }) =>
    `${workloads} workloads cannot resolve names: the cluster's DNS`,
  'dns-pods-unready': ({ pods }) => `${pods} DNS pods in kube-system, 0 ready`,

  'policy-forbids': (call) => it(forbiddenText(call)),
  'named-policy-forbids': ({ policy, call }) => `NetworkPolicy ${policy} ${forbiddenText(call)}`,
  'policy-not-tried': () => 'read from the policies; not tested on the network',

  'node-cannot-connect': () =>
    its('pods cannot connect to Services that are well: the network of this node (kube-proxy, CNI)'),
  'calls-fail-from-node': ({ node, pairs, well }) =>
    `${pairs} of ${pairs} failing calls come from pods on ${node}, to Services whose pods are ready; ${well.slice(0, MAX_WELL).join(', ')} on other nodes call${well.length === 1 ? 's' : ''} without such errors`,

  'connection-failed': ({ host, port, result }) => `${host}:${port} ${RESULTS[result]}`,
  'connection-tried': ({ from, host, port, result, said }) =>
    `tried from ${from}: ${host}:${port} ${RESULTS[result]}${said === null ? '' : ` (${said})`}`,
  'others-answered': ({ others }) =>
    `from there ${others
      .slice(0, MAX_OTHERS)
      .map(({ host, port }) => `${host}:${port}`)
      .join(', ')} answered`,
};

const RESULTS: Readonly<Record<ReachabilityProbe['result'], string>> = {
  open: 'answers',
  refused: 'refuses connections',
  timeout: 'does not answer',
  'no-route': 'has no route',
  'dns-failed': 'does not resolve',
  unknown: 'could not be tried',
};

function forbiddenText({ how, from, to, port }: ForbiddenCall): string {
  if (how === 'no-lookups') return `blocks lookups from ${from} (port 53), so names do not resolve`;
  const on = port === null ? '' : ` on port ${port}`;
  if (how === 'not-sent') return `blocks traffic from ${from} to ${to}${on}`;
  return `blocks ${from} from reaching ${to}${on}`;
}
