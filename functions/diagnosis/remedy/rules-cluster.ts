import { type Action, advise, avoid, change, look } from '../../model/command/action.ts';
import { kubectl, wordsOf } from '../../model/command/command.ts';
import { nameWord } from '../../model/command/word.ts';
import type { Rule } from './rule.ts';

/** Where DNS runs in nearly all clusters (https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/). */
const DNS_NAMESPACE = 'kube-system';
const DNS_LABEL = 'k8s-app=kube-dns';

export const node: Rule = (cause) => {
  if (cause.object.kind !== 'Node')
    return [look(kubectl('', 'get', 'nodes', '-o', 'wide'), 'which nodes are not ready')];
  const node = nameWord(cause.object.name);
  const describe = look(kubectl('', 'describe', 'node', node), 'its conditions, and what it runs');
  if (cause.cause === 'node-infrastructure' && cause.facts.down === 'control-plane') {
    return [
      ...cause.actions.filter(({ kind }) => kind === 'look'),
      describe,
      avoid('drain', 'do not drain or cordon the node for it: pods that stop now are not placed again'),
    ];
  }
  return [
    describe,
    change(kubectl('', 'cordon', node), 'no new pods go there, running ones stay; undo it with uncordon'),
    advise(
      'if it does not come back, drain it: its pods move where there is room, except those with a local volume',
    ),
  ];
};

export const dns: Rule = (cause) => {
  const wrong = cause.cause === 'dns-resolution' ? cause.facts.wrong : 'resolving';
  if (wrong === 'alias') return [advise('fix the externalName, or have that DNS record created')];
  // DNS answers, and rightly.
  return wrong === 'name'
    ? [
        ...cause.actions.filter(
          ({ kind, command }) => kind === 'look' && !wordsOf(command).includes(DNS_LABEL),
        ),
        look(kubectl(cause.object.namespace, 'get', 'services'), 'the names that exist'),
        advise('fix the name where it is set, or recreate the Service of that name'),
      ]
    : lookAtDns;
};

const lookAtDns: readonly Action[] = [
  look(kubectl(DNS_NAMESPACE, 'get', 'pods', '-l', DNS_LABEL, '-o', 'wide'), 'whether DNS runs'),
  look(kubectl(DNS_NAMESPACE, 'logs', '-l', DNS_LABEL, '--tail=50'), 'what DNS says'),
  avoid('restart', 'do not restart the callers: they look the names up again at every start'),
];

export const networkPolicy: Rule = (cause) => [
  look(
    kubectl(cause.object.namespace, 'get', 'networkpolicy', '-o', 'wide'),
    'which policies select which pods',
  ),
  avoid('delete-policies', 'do not delete all policies: add the one rule that is missing'),
];

export const certificate: Rule = (cause) => [
  look(
    kubectl(cause.object.namespace, 'get', 'certificates.cert-manager.io', '-o', 'wide'),
    'which certificates are not ready, if cert-manager is used',
  ),
  advise('renew the certificate, then restart what reads it only at its start'),
  avoid('skip-verification', 'do not turn verification off'),
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
  avoid('restart', 'do not restart running pods: a new one gets no address'),
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
          'set what is wrong to what its pods have; takes effect within seconds, no pod restarts',
        ),
      ]
    : [];

/** A claim that was never bound holds no data: it may be made anew, which is the only way to another class or size. */
export const unbound: Rule = () => [
  advise(
    'create the class or volume that it asks for, or recreate the claim to fit one that exists: a Pending claim holds no data',
  ),
];

/** What the analyzer itself proposes is all there is. */
export const nothingMore: Rule = () => [];
