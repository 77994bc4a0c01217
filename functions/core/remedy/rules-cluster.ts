import { type Action, advise, avoid, change, look } from '../command/action.ts';
import { kubectl, wordsOf } from '../command/command.ts';
import { nameWord } from '../command/word.ts';
import type { Rule } from './rule.ts';

/** Where DNS runs in nearly all clusters (https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/). */
const DNS_NAMESPACE = 'kube-system';
const DNS_LABEL = 'k8s-app=kube-dns';

export const node: Rule = (cause) => {
  if (cause.object.kind !== 'Node')
    return [look(kubectl('', 'get', 'nodes', '-o', 'wide'), 'which nodes are not well')];
  const node = nameWord(cause.object.name);
  const describe = look(kubectl('', 'describe', 'node', node), 'its conditions, and what it runs');
  if (cause.cause === 'node-infrastructure' && cause.facts.down === 'control-plane') {
    return [
      ...cause.actions.filter(({ kind }) => kind === 'look'),
      describe,
      avoid('do not drain or cordon the node for it: pods that stop now are not placed again'),
    ];
  }
  return [
    describe,
    change(kubectl('', 'cordon', node), 'no new pod goes there, those that run stay; undone by uncordon'),
    advise(
      'when it does not come back: drain it, its pods move where there is room; a pod with a local volume does not',
    ),
  ];
};

export const dns: Rule = (cause) => {
  const wrong = cause.cause === 'dns-resolution' ? cause.facts.wrong : 'resolving';
  if (wrong === 'alias') return [advise('correct the externalName, or have the record of that name made')];
  // DNS answers, and rightly.
  return wrong === 'name'
    ? [
        ...cause.actions.filter(
          ({ kind, command }) => kind === 'look' && !wordsOf(command).includes(DNS_LABEL),
        ),
        look(kubectl(cause.object.namespace, 'get', 'services'), 'the names that there are'),
        advise('correct the name where it is set, or make the Service of that name again'),
      ]
    : lookAtDns;
};

const lookAtDns: readonly Action[] = [
  look(kubectl(DNS_NAMESPACE, 'get', 'pods', '-l', DNS_LABEL, '-o', 'wide'), 'whether DNS runs'),
  look(kubectl(DNS_NAMESPACE, 'logs', '-l', DNS_LABEL, '--tail=50'), 'what DNS says'),
  avoid('do not restart the callers: they look names up anew at every start'),
];

export const networkPolicy: Rule = (cause) => [
  look(
    kubectl(cause.object.namespace, 'get', 'networkpolicy', '-o', 'wide'),
    'which policies select which pods',
  ),
  avoid('do not delete all policies: add the one rule that is missing'),
];

export const certificate: Rule = (cause) => [
  look(
    kubectl(cause.object.namespace, 'get', 'certificates.cert-manager.io', '-o', 'wide'),
    'where cert-manager is used: which are not ready',
  ),
  advise('renew the certificate, then restart what reads it at its start only'),
  avoid('do not switch verification off'),
];

export const network: Rule = (cause) => [
  look(
    kubectl(cause.object.namespace, 'get', 'pods', '-o', 'wide'),
    'whether slow pods share a node or a zone',
  ),
];

export const addresses: Rule = () => [
  look(
    kubectl('kube-system', 'logs', '-l', 'k8s-app=aws-node', '-c', 'aws-node', '--tail=50'),
    'what the CNI says',
  ),
  advise('free addresses: a larger subnet or prefix delegation; scale down what is not needed'),
  avoid('do not restart pods that run: a new one gets no address'),
];

/** AWS's roles are bound by the service account's annotation, Kubernetes' own by a RoleBinding. */
export const cloudAccess: Rule = (cause) =>
  cause.cause === 'cloud-access-denied' && cause.facts.deniedBy === 'kubernetes'
    ? [advise('bind a Role with the verb and the resource in the line to its service account')]
    : [
        look(
          kubectl(cause.object.namespace, 'get', 'serviceaccounts', '-o', 'yaml'),
          'which role each names (eks.amazonaws.com/role-arn)',
        ),
        advise('compare the role, its trust policy and its permissions with what the log says was denied'),
      ];

export const cluster: Rule = () => [
  look(kubectl('', 'get', '--raw', '/readyz?verbose'), 'what the control plane says of itself'),
];

/** Nothing restarts for it: a Service's rules follow within seconds. */
export const routing: Rule = ({ object }) =>
  object.kind === 'Service'
    ? [
        change(
          kubectl(object.namespace, 'edit', 'service', nameWord(object.name)),
          'set what is wrong to what its pods have; works within seconds, no pod restarts',
        ),
      ]
    : [];

/** A claim that was never bound holds no data: it may be made anew, which is the only way to another class or size. */
export const unbound: Rule = () => [
  advise(
    'make the class or volume that it asks for, or make the claim anew as there is one: while it is Pending it holds no data',
  ),
];

/** What the analyzer itself proposes is all there is. */
export const nothingMore: Rule = () => [];
