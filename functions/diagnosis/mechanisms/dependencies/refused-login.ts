import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { type Rise, risesOf } from '../../differences/rises.ts';
import { rose } from '../../differences/stating.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { hasEnded } from '../shared/ended.ts';
import { callersOfService, failuresOf, isServerOf } from '../shared/failures.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { FEW_LINES } from '../shared/health.ts';
import { failureKind, gist } from '../shared/messages.ts';
import { quote, type Saying, saying } from '../shared/patterns.ts';
import { calledWorkload } from '../shared/peers.ts';

/**
 * A server refuses a login and writes the user's name into its own log (PostgreSQL: "password authentication failed for
 * user", MySQL: "Access denied for user"), while the client tells of it in words of its own. It is the one caller that
 * has this user in its environment, where it began to fail when these lines began: users of nobody here are refused
 * every day.
 */
export const refusedLogin: Analyzer = {
  name: 'refused-login',
  needs: ['logs', 'pods', 'services'],
  causes: ['dependency-error'],
  analyze: (view) =>
    view.workloads.flatMap((server) =>
      saying(view, server, REFUSES)
        .filter(
          (said) => said.count >= FEW_LINES && isServerOf(server, said) && !hasEnded(view, server, said),
        )
        .flatMap((said) => judge(view, server, said) ?? []),
    ),
};

const REFUSES = {
  test: (text: string): boolean => failureKind(text) === 'auth' && userIn(text) !== undefined,
};

const userIn = (text: string): string | undefined =>
  /\b(?:user|role) ['"]([^'"@]{1,63})['"]/i.exec(text)?.[1];

/** What both write at the first refusal is apart by the time of a call, and by a whole second that one of them tells, ms. */
const TOGETHER_MS = 5_000;

function judge(view: ClusterView, server: Workload, said: Saying): Finding | undefined {
  const user = userIn(said.text) ?? '';
  const clients = view.services.of(server).flatMap((service) => callersOfService(view, service));
  const using = [...new Set(clients)].flatMap((client) => {
    const setting = settingOf(client, user);
    return setting === undefined ? [] : [{ client, setting }];
  });
  const [only] = using;
  if (!only || using.length !== 1) return undefined;
  const { client, setting } = only;
  // Where its own lines say so in known words, that is judged by them.
  if (failuresOf(view).some(({ workload, kind }) => workload === client && kind === 'auth')) return undefined;
  const rise = risesOf(view).find(({ workload }) => workload === client);
  return rise && isTogether(rise, said)
    ? findingOf(view, { server, client, setting, user, said, rise })
    : undefined;
}

const settingOf = ({ spec }: Workload, user: string): string | undefined =>
  (spec?.containers ?? []).flatMap(({ env }) => env).find(({ value }) => value === user)?.name;

const isTogether = ({ since }: Rise, { first }: Saying): boolean =>
  Math.abs(since - (timeOf(first) ?? Number.POSITIVE_INFINITY)) <= TOGETHER_MS;

interface Found {
  readonly server: Workload;
  readonly client: Workload;
  readonly setting: string;
  readonly user: string;
  readonly said: Saying;
  readonly rise: Rise;
}

const findingOf = (view: ClusterView, { server, client, setting, user, said, rise }: Found): Finding =>
  finding({
    cause: 'dependency-error',
    facts: { ownSettings: false, refuses: 'credentials', peers: [calledWorkload(view, server.ref)] },
    object: client.ref,
    title: {
      says: 'server-refuses-caller',
      server: server.ref.name,
      does: 'refuses-credentials',
      said: quote(gist(said.text)),
      alone: [],
    },
    strength: 'strong',
    evidence: [
      rose(rise, null),
      { says: 'server-says-so', server: server.ref.name, lines: said.count, said: quote(gist(said.text)) },
      { says: 'logs-in-as', workload: client.ref.name, user, setting },
    ],
    basis: ['logs', 'pods', 'services'],
    explains: [...withCallers(view, client), server.ref],
    since: said.first,
    actions: [
      look(
        kubectl(server.ref.namespace, 'logs', objectWord(server.ref), '--tail=50'),
        'whom it refuses, and why',
      ),
    ],
  });
