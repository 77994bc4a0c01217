import { advise, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import { refKey } from '../../../model/object-ref.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { calledBy } from '../shared/called.ts';
import { callsFail } from '../shared/calls-fail.ts';
import { failuresOf } from '../shared/failures.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { type KeptConnections, keptConnectionsOf } from '../shared/kept-connections.ts';

/**
 * A server closes kept connections sooner than its caller stops using them (RFC 9112, section 9.5: "a client ... might
 * have started to send a new request at the same time that the server has decided to close the idle connection"). What
 * both time-outs are is not in the evidence: never sure.
 */
export const keptConnections: Analyzer = {
  name: 'kept-connections',
  needs: ['logs', 'pods', 'services'],
  causes: ['dependency-unreachable'],
  analyze: (view) => {
    const found = failuresOf(view).flatMap((failure) => keptConnectionsOf(view, failure) ?? []);
    return [...new Map(found.map((one) => [refKey(one.callee.ref), one])).values()].map((one) =>
      findingOf(view, one),
    );
  },
};

const findingOf = (view: Parameters<Analyzer['analyze']>[0], found: KeptConnections) => {
  const { failure, callee, service, resets, requests, answered } = found;
  const caller = failure.workload.ref.name;
  return finding({
    cause: 'dependency-unreachable',
    facts: { ownSettings: false, refuses: undefined, peers: calledBy(view, [failure]) },
    object: callee.ref,
    title: { says: 'closes-kept-connections', caller, resets, requests },
    strength: 'strong',
    evidence: [
      callsFail({ ...failure, count: resets }),
      { says: 'answers-what-it-sees', callee: callee.ref.name, answered, service: service.ref.name },
    ],
    against: [{ says: 'time-outs-not-read' }],
    basis: ['logs', 'pods', 'services'],
    explains: [...withCallers(view, callee), failure.workload.ref],
    since: failure.said.first,
    actions: [
      look(kubectl(callee.ref.namespace, 'logs', objectWord(callee.ref), '--tail=50'), 'what it says itself'),
      advise(
        `keep connections open for longer in ${callee.ref.name} than ${caller} uses them (nginx: keepalive_timeout in upstream, 60 s unless set; Node: server.keepAliveTimeout, 5 s unless set), or shorten it in ${caller}`,
      ),
    ],
  });
};
