import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { PullFailure } from '../../../model/statements/pods/start.ts';
import { anyOf } from '../../../text/any-of.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { eventsOf, liveContainers } from '../shared/pods.ts';

/** Waiting reasons of the kubelet's image manager (kubernetes/pkg/kubelet/images/types.go). */
const REASONS = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
];

/** Why a registry's answer failed, by the words that containerd, CRI-O and registries use; order matters. */
const WHY: readonly (readonly [RegExp, PullFailure])[] = [
  [/no such host|server misbehaving|name resolution|lookup .* on /i, 'registry-unresolved'],
  [/x509|certificate/i, 'registry-certificate'],
  [/toomanyrequests|rate limit|429/i, 'rate-limit'],
  [
    anyOf(
      [
        /unauthorized/,
        /authorization failed/,
        /denied/,
        /authentication required/,
        /no basic auth/,
        /403 forbidden/,
        /failed to authorize/,
        /anonymous token/,
        /401/,
      ],
      'i',
    ),
    'access-refused',
  ],
  [/not found|manifest unknown|does not exist|name unknown/i, 'no-such-image'],
  [
    /i\/o timeout|deadline exceeded|connection refused|no route|connection reset|EOF/i,
    'registry-unreachable',
  ],
  [/invalid reference|couldn't parse|InvalidImageName/i, 'invalid-name'],
  [/ErrImageNeverPull|never/i, 'never-pulled'],
];

/** An image that the kubelet cannot get (https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff). */
export const imagePull: Analyzer = {
  name: 'image-pull',
  needs: ['pods'],
  causes: ['image-pull'],
  analyze: (view) => {
    const stuck = view.workloads.flatMap((workload) => {
      const containers = liveContainers(workload).filter(({ status }) =>
        REASONS.includes(status?.state.waiting?.reason ?? ''),
      );
      const first = containers[0];
      return first ? [{ workload, containers, first }] : [];
    });
    return stuck.map(({ workload, containers, first }) => {
      const image = first.spec?.image || first.status?.image || null;
      const podNames = new Set(containers.map(({ pod }) => pod.metadata.name));
      const said = [
        ...eventsOf(view, workload)
          .filter(({ reason, involvedObject }) => reason === 'Failed' && podNames.has(involvedObject.name))
          .map(({ message }) => message)
          .filter((message) => /pull/i.test(message) && message.length > 40),
        ...containers.map(({ status }) => status?.state.waiting?.message ?? ''),
      ].filter((text) => text !== '' && !/^Back-off/.test(text));
      const message = said[0] ?? '';
      const reasons = [...new Set(containers.map(({ status }) => status?.state.waiting?.reason ?? ''))];
      const why = WHY.find(([expression]) => expression.test(`${message} ${reasons.join(', ')}`))?.[1];
      const registry = registryOf(image ?? '');
      const sameRegistry = stuck.filter(
        ({ first: other }) => registryOf(other.spec?.image ?? '') === registry,
      );
      const since = containers.map(({ pod }) => pod.metadata.creationTimestamp).sort()[0];
      return finding({
        cause: 'image-pull',
        object: workload.ref,
        title: { says: 'image-not-pulled', image, why: why ?? null },
        strength: 'proof',
        evidence: [
          {
            says: 'waits-for-image',
            pods: { some: podNames.size, all: workload.pods.length },
            container: first.name,
            reasons,
          },
          ...present<Statement>(message !== '' && { says: 'kubelet-said', said: lastWords(message) }),
        ],
        against:
          sameRegistry.length > 2
            ? [{ says: 'registry-fails-many', workloads: sameRegistry.length, registry }]
            : [],
        basis: ['pods'],
        explains: withCallers(view, workload),
        since: timeOf(since) ? since : undefined,
        actions: [
          look(
            kubectl(workload.ref.namespace, 'describe', 'pod', nameWord(first.pod.metadata.name)),
            "the registry's whole answer",
          ),
        ],
      });
    });
  },
};

/** What `quote` leaves whole. */
const MAX_SAID = 158;

/** A chain of runtimes says the same several times over, and the reason last: its end, from a whole word on. */
function lastWords(message: string): string {
  const plain = quote(message.replaceAll(/rpc error: code = \w+ desc = /g, ''), message.length);
  return plain.length <= MAX_SAID ? plain : `…${plain.slice(-MAX_SAID).replace(/^\S*\s+/, '')}`;
}

/** The registry of an image: its first path segment when that has a dot, a colon or is localhost; else Docker Hub. */
function registryOf(image: string): string {
  const head = image.split('/')[0] ?? '';
  return image.includes('/') && /[.:]|^localhost$/.test(head) ? head : 'docker.io';
}
