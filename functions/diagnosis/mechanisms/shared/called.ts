import { type CalledHost, distinctHosts } from '../../../model/called-host.ts';
import { peerOf } from '../../view/peers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { CallFailure } from './failures.ts';
import type { Saying } from './patterns.ts';
import { calledHost } from './peers.ts';

/** Whom failing calls are about: the peers that are known, and what the playbook calls by a name that their lines bear. */
export const calledBy = (view: ClusterView, failures: readonly CallFailure[]): readonly CalledHost[] =>
  distinctHosts([
    ...failures.flatMap(({ peer }) => (peer === undefined ? [] : [calledHost(peer)])),
    ...failures.flatMap(({ said }) => namedIn(view, said.text)),
  ]);

/** Whom lines name, by their hosts or by the playbook's names. */
export const calledIn = (
  view: ClusterView,
  namespace: string,
  lines: readonly Saying[],
): readonly CalledHost[] =>
  distinctHosts([
    ...lines.flatMap(({ peers }) =>
      peers.map((peer) => {
        const { host, port } = peerOf(peer);
        return calledHost({ host, port, service: view.services.byHost(host, namespace), by: 'line' });
      }),
    ),
    ...lines.flatMap(({ text }) => namedIn(view, text)),
  ]);

/** The playbook's dependencies and external services that a line names in so many words: "Gemini API: 429". */
export function namedIn({ playbook, services, target }: ClusterView, line: string): readonly CalledHost[] {
  return [
    ...playbook.dependencies
      .filter(({ name }) => isNamedIn(line, name))
      .map(({ name, service, namespace, port }) => ({
        host: service ?? name,
        port: port ?? null,
        service: services.get(namespace ?? target.namespace, service ?? '')?.ref ?? null,
      })),
    ...playbook.external
      .filter(({ name, host }) => isNamedIn(line, name) || isNamedIn(line, host))
      .map(({ host, port }) => ({ host, port: port ?? null, service: null })),
  ];
}

/** Whether a line has a name as a word of its own, in whatever case. */
function isNamedIn(line: string, name: string): boolean {
  const [text, word] = [line.toLowerCase(), name.toLowerCase()];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!LETTER.test(text[at - 1] ?? '') && !LETTER.test(text[at + word.length] ?? '')) return word !== '';
  return false;
}

const LETTER = /[a-z0-9]/;
