import { fileURLToPath } from 'node:url';
import { loadPlaybooks } from '../local/load-playbooks.ts';
import { readPlaybook } from '../local/read-playbook.ts';
import { parseWorkload } from '../local/target.ts';
import { present } from '../model/present.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { StartOptions } from './options.ts';

const PLAYBOOKS = fileURLToPath(new URL('../../playbooks', import.meta.url));

type Choice = Pick<StartOptions, 'playbook' | 'namespace' | 'workload' | 'prometheus'>;

/**
 * The playbooks of --playbook, else of playbooks/, with the options in their place. On this machine there is one
 * cluster, and it is the one that was chosen, whatever a playbook says.
 * @throws UsageError for a faulty playbook or an option that is no name.
 */
export async function choosePlaybooks(options: Choice, cluster: string): Promise<readonly Playbook[]> {
  const playbooks = options.playbook
    ? [await readPlaybook(options.playbook)]
    : await loadPlaybooks(PLAYBOOKS);
  return playbooks.map((playbook) => withOptions(playbook, options, cluster));
}

function withOptions(playbook: Playbook, options: Choice, cluster: string): Playbook {
  const namespace = options.namespace ?? playbook.target.namespace;
  const workload =
    options.workload ?? (namespace === playbook.target.namespace ? playbook.target.workload : undefined);
  if (workload !== undefined) parseWorkload(workload, namespace);
  const { workload: _, ...target } = playbook.target;
  return {
    ...playbook,
    cluster,
    target: { ...target, namespace, ...(workload !== undefined && { workload }) },
    ...(options.prometheus && { prometheus: options.prometheus }),
  };
}

/** Which incidents no playbook answers for, in a sentence; undefined when one is the default. */
export function whoIsLeft(playbooks: readonly Playbook[]): string | undefined {
  if (playbooks.some((playbook) => playbook.default === true)) return undefined;
  const services = playbooks.flatMap((playbook) => playbook.services);
  const alerts = playbooks
    .filter((playbook) => playbook.services.length === 0)
    .flatMap((playbook) => playbook.alerts.map(({ name }) => name));
  const known = present(
    services.length > 0 && `of the services ${services.join(', ')}`,
    alerts.length > 0 && `of the alerts ${alerts.join(', ')}`,
  );
  const rest = 'a playbook with "default: true" answers for the rest';
  if (known.length === 0) return `no incident is answered for: the playbook names no "services"; ${rest}`;
  return `only incidents ${known.join(' and ')} are answered for; ${rest}`;
}

/**
 * The playbook as an installation at the stand-in's account would have it: it answers for the account's service, and
 * its steps call the account's users of the same names.
 */
export function forAccount(
  playbook: Playbook,
  account: {
    readonly service: { readonly id: string };
    readonly users: readonly { readonly id: string; readonly name: string }[];
  },
): Playbook {
  return {
    ...playbook,
    services: [account.service.id],
    escalation: playbook.escalation.map((step) => {
      const user = account.users.find(({ name }) => name === step.name);
      return step.responder || !user ? step : { ...step, responder: { type: 'user', id: user.id } };
    }),
  };
}
