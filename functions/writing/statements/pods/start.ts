import type { AwaitedHost, PullFailure, StartStatements } from '../../../model/statements/pods/start.ts';
import { plural } from '../../../text/format.ts';
import { durationText } from '../../../text/time.ts';
import { shareText } from '../share.ts';
import { its, quoting, type WordsOf } from '../words-of.ts';

export const startWords: WordsOf<StartStatements> = {
  'image-not-pulled': ({ image, why }) =>
    `image ${image ?? 'unknown'} cannot be pulled${why === null ? '' : `: ${PULL_FAILURES[why]}`}`,
  'waits-for-image': ({ pods, container, reasons }) =>
    `${shareText(pods)}: container ${container} waits with ${reasons.join(', ')}`,
  'registry-fails-many': ({ workloads, registry }) =>
    `${workloads} workloads cannot pull from ${registry}: the registry, not one tag`,

  'init-awaits-host': ({ container, ...awaited }) => `${initText(container)}, ${hostText(awaited)}`,
  'init-waits': ({ container, said }) => `${initText(container)}${said === null ? '' : `, "${said}"`}`,
  'init-runs-for': ({ pods, container, ms }) =>
    `${shareText(pods)}: init container ${container} has been running for ${durationText(ms)}`,
  'last-line': ({ said }) => (said === null ? 'its log says nothing' : `its last line: ${said}`),
  'host-not-there': (awaited) => hostText(awaited),

  'no-pod-address-left': () => 'the network plugin is out of IP addresses',
  'pod-network-fails': () => 'the network plugin cannot set up pods on this node',
  'waits-for-pod-network': ({ pods, node, names }) =>
    `${plural(pods, 'pod')} on ${node} wait${pods === 1 ? 's' : ''} for a network: ${names.join(', ')}`,

  'refused-by-kubelet': ({ node, reason, said }) =>
    `the kubelet of ${node} refuses its pods: ${reason}${said === '' ? '' : `, ${said}`}`,
  'pods-failed': ({ pods, reason, last, said }) =>
    quoting(`${pods} of its pods failed with reason ${reason}, most recently ${last}`, said),
  'template-names-node': ({ node }) => its(`template names node ${node}, so no scheduler can choose another`),
  'node-absent': ({ node }) => its(`pods are assigned to node ${node}, which does not exist`),
  'put-on-absent-node': ({ by, node, nodes }) =>
    `${by === 'template' ? `its template names node ${node} (spec.nodeName)` : `pod ${by.pod} was assigned to ${node}`}; the nodes are ${nodes.join(', ')}`,
};

const PULL_FAILURES: Readonly<Record<PullFailure, string>> = {
  'registry-unresolved': "the registry's host name does not resolve",
  'registry-certificate': "the registry's certificate is not accepted",
  'rate-limit': 'the registry is rate-limiting pulls',
  'access-refused': 'the registry refuses access (pull secret missing or wrong)',
  'no-such-image': 'the registry has no such image or tag',
  'registry-unreachable': 'the registry cannot be reached',
  'invalid-name': 'the image name is not valid',
  'never-pulled': 'the image is not on the node and the pull policy is Never',
};

const initText = (container: string): string =>
  `pods do not start: init container ${container} is still waiting`;

const hostText = ({ host, lacks }: AwaitedHost): string =>
  lacks === 'service' ? `no Service is named ${host}` : `Service ${host} has no ready endpoint`;
