import { present } from '../model/present.ts';
import { playbookId } from './compiled.ts';
import type { Playbook } from './playbook.ts';
import { callsTheSame } from './same-calls.ts';
import { nearest } from './suggest.ts';

/** A playbook among those of an installation. */
export interface Member {
  readonly playbook: Playbook;
  /** Names a place of it to a reader of another one's fault: "playbooks/api.yaml:3:7". */
  readonly where: (path: readonly PropertyKey[]) => string;
  /** It lies in the store already: a file of the same name is its next version. */
  readonly stored: boolean;
}

/** A playbook that lies in the store. */
export const inStore = (playbook: Playbook): Member => ({
  playbook,
  where: () => `the playbook "${playbook.name}" in the store`,
  stored: true,
});

/** What is wrong with a playbook only because of the others, or of the installation. */
export interface Overlap {
  readonly member: Member;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * What makes it chance which playbook answers for an incident, each fault with the later of two. `clusters` are those
 * of the installation, where they are known.
 */
export function overlaps(members: readonly Member[], clusters?: readonly string[]): Overlap[] {
  return members.flatMap((member, index) => [
    ...alone(member.playbook, clusters).map((fault) => ({ member, ...fault })),
    ...members
      .slice(0, index)
      .flatMap((earlier) => between(earlier, member.playbook).map((fault) => ({ member, ...fault }))),
  ]);
}

type Found = Omit<Overlap, 'member'>;

function alone(playbook: Playbook, clusters: readonly string[] | undefined): Found[] {
  const { cluster, services, alerts } = playbook;
  const answers = services.length > 0 || alerts.length > 0 || playbook.default === true;
  return present(
    !answers && {
      path: [],
      message: 'answers for no incident: it needs "services", "alerts" or "default: true"',
    },
    cluster !== undefined &&
      clusters !== undefined &&
      !clusters.includes(cluster) && { path: ['cluster'], message: unknownCluster(cluster, clusters) },
  );
}

function unknownCluster(cluster: string, clusters: readonly string[]): string {
  const near = nearest(cluster, clusters);
  const hint = near === undefined ? `there are ${clusters.join(', ')}` : `did you mean "${near}"?`;
  return `the environment has no cluster "${cluster}"; ${hint}`;
}

function between(earlier: Member, playbook: Playbook): Found[] {
  const other = earlier.playbook;
  const isSame = playbookId(other.name) === playbookId(playbook.name);
  if (isSame && earlier.stored) return [];
  return present(
    isSame && { path: ['name'], message: `is the name of another playbook, too: ${earlier.where(['name'])}` },
    other.default === true &&
      playbook.default === true && {
        path: ['default'],
        message: `only one may be the default, and ${earlier.where(['default'])} is`,
      },
    ...sharedService(earlier, playbook),
    ...sharedAlerts(earlier, playbook),
  );
}

/** Two may answer for one service where the alert's name decides between them; timers start before it is read. */
function sharedService(earlier: Member, playbook: Playbook): Found[] {
  const other = earlier.playbook;
  const index = playbook.services.findIndex((id) => other.services.includes(id));
  const id = playbook.services[index];
  if (id === undefined) return [];
  const path = ['services', index];
  const there = earlier.where(['services', other.services.indexOf(id)]);
  if (!callsTheSame(other, playbook)) {
    const steps = earlier.where(['escalation']);
    const message = `${id} is also answered for at ${there}, with another escalation (${steps}): who is called is settled before the alert is read`;
    return [{ path, message }];
  }
  if (other.alerts.length > 0 || playbook.alerts.length > 0) return [];
  return [
    { path, message: `${id} is also answered for at ${there}, and neither lists alerts to tell them by` },
  ];
}

/** An alert of two playbooks that nothing else tells apart: they share a service, or neither names one. */
function sharedAlerts(earlier: Member, playbook: Playbook): Found[] {
  const other = earlier.playbook;
  const sameService = playbook.services.some((id) => other.services.includes(id));
  const noService = playbook.services.length === 0 && other.services.length === 0;
  if (!sameService && !noService) return [];
  return playbook.alerts.flatMap(({ name }, index) => {
    const same = other.alerts.findIndex((alert) => alert.name === name);
    if (same < 0) return [];
    const there = earlier.where(['alerts', same, 'name']);
    return [{ path: ['alerts', index, 'name'], message: `"${name}" is also an alert of ${there}` }];
  });
}
