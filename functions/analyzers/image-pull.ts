import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import { timeOf } from '../core/view/time.ts';
import { finding, withCallers } from './support/finding.ts';
import { quote } from './support/patterns.ts';
import { eventsOf, liveContainers, shareText } from './support/pods.ts';

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
const WHY: readonly (readonly [RegExp, string])[] = [
  [/no such host|server misbehaving|name resolution|lookup .* on /i, 'the registry name does not resolve'],
  [/x509|certificate/i, "the registry's certificate is not accepted"],
  [/toomanyrequests|rate limit|429/i, 'the registry limits the rate'],
  [
    /unauthorized|authorization failed|denied|authentication required|no basic auth|403 forbidden|failed to authorize|anonymous token|401/i,
    'the registry refuses access (pull secret missing or wrong)',
  ],
  [/not found|manifest unknown|does not exist|name unknown/i, 'the registry has no such image or tag'],
  [
    /i\/o timeout|deadline exceeded|connection refused|no route|connection reset|EOF/i,
    'the registry cannot be reached',
  ],
  [/invalid reference|couldn't parse|InvalidImageName/i, 'the image name is not valid'],
  [/ErrImageNeverPull|never/i, 'the image is not on the node and the pull policy is Never'],
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
      const image = first.spec?.image || first.status?.image || 'unknown';
      const podNames = new Set(containers.map(({ pod }) => pod.metadata.name));
      const said = [
        ...eventsOf(view, workload)
          .filter(({ reason, involvedObject }) => reason === 'Failed' && podNames.has(involvedObject.name))
          .map(({ message }) => message)
          .filter((message) => /pull/i.test(message) && message.length > 40),
        ...containers.map(({ status }) => status?.state.waiting?.message ?? ''),
      ].filter((text) => text !== '' && !/^Back-off/.test(text));
      const message = said[0] ?? '';
      const reasons = [...new Set(containers.map(({ status }) => status?.state.waiting?.reason))].join(', ');
      const why = WHY.find(([expression]) => expression.test(`${message} ${reasons}`))?.[1];
      const registry = registryOf(image);
      const sameRegistry = stuck.filter(
        ({ first: other }) => registryOf(other.spec?.image ?? '') === registry,
      );
      const since = containers.map(({ pod }) => pod.metadata.creationTimestamp).sort()[0];
      return finding({
        cause: 'image-pull',
        object: workload.ref,
        title: `image ${image} cannot be pulled${why ? `: ${why}` : ''}`,
        strength: 'proof',
        evidence: [
          `${shareText(podNames.size, workload.pods.length)}: container ${first.name} waits with ${reasons}`,
          ...(message ? [`the kubelet said: ${lastWords(message)}`] : []),
        ],
        against:
          sameRegistry.length > 2
            ? [`${sameRegistry.length} workloads cannot pull from ${registry}: the registry, not one tag`]
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
