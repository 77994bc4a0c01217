import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { type Rise, type RisenLines, risesOf } from '../../differences/rises.ts';
import { isLoopback, mayListen, settingsLacking, settingsLost } from '../../differences/settings.ts';
import { touchedBy } from '../../differences/touched.ts';
import { difference, strengthBy } from '../../differences/verdict.ts';
import { peerOf } from '../../view/peers.ts';
import type { ClusterView } from '../../view/view.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';

/**
 * A program that calls itself, at a port where nothing in its pods listens: libraries fall back to localhost where the
 * setting that names their server is not set (Celery's `amqp://guest@localhost//`, libpq's and redis-py's localhost).
 * The setting is the one that led to that port until the newest revision, or by which others reach a server there.
 */
export const lostSetting: Analyzer = {
  name: 'lost-setting',
  needs: ['logs', 'pods'],
  causes: ['config-missing'],
  analyze: (view) => risesOf(view).flatMap((rise) => judge(view, rise) ?? []),
};

function judge(view: ClusterView, rise: Rise): Finding | undefined {
  const called = rise.lines.flatMap((lines) => portOf(lines) ?? [])[0];
  if (!called || mayListen(rise.workload, called.port)) return undefined;
  const { workload } = rise;
  const { port, lines } = called;
  const [lost] = settingsLost(view, workload, port);
  const [lacking] = settingsLacking(view, workload, port);
  const name = lost?.name ?? lacking?.name;
  if (name === undefined) return undefined;
  const touch = touchedBy(view, rise).find(({ how }) => how === 'own');
  const others = lacking?.name === name ? lacking : undefined;
  const differences = [
    ...difference({
      says: 'calls-itself',
      workload: workload.ref.name,
      port,
      lines: lines.pattern.count,
      said: quote(lines.pattern.example),
    }),
    ...difference(rolledOut(view, rise, lost !== undefined)),
    ...difference(
      others && {
        says: 'set-by-others',
        name,
        host: others.host,
        workloads: others.setBy.map(({ ref }) => ref.name),
      },
      true,
    ),
  ];
  return finding({
    cause: 'config-missing',
    object: workload.ref,
    title: { says: 'setting-lost', name, port, was: lost?.host ?? null, hadIt: lost !== undefined },
    strength: strengthBy(differences, []),
    evidence: differences.map(({ states }) => states),
    basis: ['logs', 'pods', 'replicasets'],
    explains: withCallers(view, workload),
    since: isoTime(touch?.change.at ?? rise.since),
    actions: [
      look(
        kubectl(workload.ref.namespace, 'set', 'env', objectWord(workload.ref), '--list'),
        'the hosts and ports that it is given',
      ),
    ],
  });
}

/** The port at which lines say that the program calls itself. */
function portOf(lines: RisenLines): { readonly port: number; readonly lines: RisenLines } | undefined {
  const [peer, ...others] = lines.pattern.peers.map(peerOf);
  const isAlone = others.every(({ host }) => isLoopback(host));
  return peer?.port !== undefined && isLoopback(peer.host) && isAlone
    ? { port: peer.port, lines }
    : undefined;
}

/** The rollout that lost it, where the failures began with it. */
function rolledOut(view: ClusterView, rise: Rise, isLost: boolean): Statement | undefined {
  const touch = touchedBy(view, rise).find(({ how }) => how === 'own');
  if (!isLost || touch?.change.facts.kind !== 'rollout') return undefined;
  const { revision, differences } = touch.change.facts;
  return { says: 'rolled-out', revision, at: touch.change.at, onset: rise.since, differences };
}
