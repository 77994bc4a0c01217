import type { DeclaredPort, IngressFaults, RoutingStatements } from '../../model/statements/routing.ts';
import { plural } from '../../text/format.ts';
import { shareText } from './share.ts';
import { it, its, type WordsOf, wordsFrom } from './words-of.ts';

const ingressFaultWords: WordsOf<IngressFaults> = {
  'ingress-class-absent': ({ ingressClass, known }) =>
    its(`class ${ingressClass} does not exist (there ${classesText(known)})`),
  'ingress-class-not-named': ({ known }) =>
    it(`names no class and no class is the default (there ${classesText(known)})`),
  'backend-service-absent': ({ service }) => its(`backend Service ${service} does not exist`),
  'backend-port-absent': ({ service, port, has }) =>
    its(`backend port ${service}:${port} does not exist, the Service has ${has.join(', ')}`),
  'tls-secret-absent': ({ secret }) => its(`TLS Secret ${secret} does not exist`),
};

export const routingWords: WordsOf<RoutingStatements> = {
  ...ingressFaultWords,
  'ingress-faults': ({ ingress, hosts, faults }, moment) =>
    `Ingress ${ingress}${hosts.length > 0 ? ` for ${hosts.join(', ')}` : ''}: ${faults
      .map((fault) => wordsFrom(ingressFaultWords, fault, moment))
      .join('; ')}`,
  'selector-matches-no-pod': ({ selector }) => its(`selector ${selector} matches no pod`),
  'port-gone': ({ port, has, caller }) =>
    its(`ports were changed to ${has.join(', ')}, and ${caller} still calls ${port}`),
  'service-selects-no-pod': ({ service, selector, endpoints }) =>
    `Service ${service} selects ${selector}; 0 pods of the namespace have these labels${endpoints ? ', 0 endpoints' : ''}`,
  'meant-workload-ready': ({ workload, ready, labels }) =>
    `${workload.kind.toLowerCase()}/${workload.name} has ${plural(ready, 'ready pod')}, labelled ${labels}`,
  'target-port-not-named': ({ targetPort }) =>
    its(`targetPort "${targetPort}" is not the name of a port of its pods`),
  'ports-named-otherwise': ({ port, targetPort, declared }) =>
    `port ${port} leads to targetPort "${targetPort}"; the pods name ${declared.map(declaredText).join(', ') || 'none'}`,
  'target-port-refused': ({ targetPort, listensOn }) =>
    its(`targetPort ${targetPort} is refused, but its pods listen on ${listensOn.join(', ')}`),
  'ports-listened-on': ({ port, targetPort, listensOn }) =>
    `port ${port} leads to targetPort ${targetPort}; the pods declare no port, by their probes and logs they listen on ${listensOn.join(', ')}`,
  'target-port-not-declared': ({ targetPort }) => its(`targetPort ${targetPort} is not a port of its pods`),
  'ports-declared-otherwise': ({ port, targetPort, declared }) =>
    `port ${port} leads to targetPort ${targetPort}; the pods declare ${declared.join(', ')}`,
  'protocol-not-served': ({ forwards, serves, targetPort }) =>
    it(`forwards ${forwards}, but its pods serve ${serves.join(', ')} on port ${targetPort}`),
  'protocols-differ': ({ port, forwards, targetPort, serves }) =>
    `port ${port}/${forwards} leads to ${targetPort}, which the pods declare as ${serves.join(', ')}`,
  'pods-behind-ready': ({ pods }) =>
    `${shareText(pods)} behind it ready: the pods are well, the way to them is not`,
  'service-called-by': ({ callers }) => `called by ${callers.join(', ')}`,
  'service-without-caller': () => 'no workload of the namespace is known to call it',
  'route-leads-nowhere': ({ proxy, method, path }) =>
    `${proxy} has no route for ${method} ${path}: every request is answered 404`,
  'route-answers-404': ({ proxy, method, path, requests, others }) =>
    `${requests} of ${requests} ${method} ${path} are answered 404 at ${proxy}, while ${others} requests to its other routes succeeded`,
  'service-named-by-path': ({ service, readyEndpoints }) =>
    `Service ${service}, which the path names, has ${plural(readyEndpoints, 'ready endpoint')}`,
  'route-history-unknown': () => 'whether this route ever worked is not known from this log',
};

/** "is nginx", "are nginx, traefik", "are none". */
const classesText = (known: readonly string[]): string =>
  `${known.length === 1 ? 'is' : 'are'} ${known.join(', ') || 'none'}`;

const declaredText = ({ name, port }: DeclaredPort): string => (name ? `${name} (${port})` : String(port));
