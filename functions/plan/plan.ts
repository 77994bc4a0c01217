import { claimTarget } from '../actions/claim.ts';
import { filesOf } from '../actions/files.ts';
import { noteOccurrence } from '../actions/latest.ts';
import type { PlanInput, PlanOutput } from '../contracts/states.ts';
import { chooseAlert, readAlerts } from '../incidents/alert/alert.ts';
import { redactAlert } from '../incidents/alert/redact-alert.ts';
import type { Alert, Occurrence } from '../incidents/incident.ts';
import { choosePlaybook } from '../incidents/occurrence/choose-playbook.ts';
import { targetOf, windowOf } from '../incidents/occurrence/plan.ts';
import { Failure } from '../model/failure.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { callsTheSame } from '../playbook/same-calls.ts';
import type { TaskPorts } from '../runtime/open.ts';
import type { PlaybookSource } from '../runtime/playbooks.ts';

export interface PlanPorts
  extends Pick<TaskPorts, 'now' | 'logger' | 'metrics' | 'store' | 'pagerduty' | 'cluster'> {
  readonly playbooks: PlaybookSource;
}

/**
 * Reads the alert, chooses playbook and target, claims the target, and stores the plan. Repeated, it ends the same.
 * @throws Failure of kind `invalid` when no playbook answers for the incident, or nothing names its cluster.
 */
export async function plan(input: PlanInput, ports: PlanPorts): Promise<PlanOutput> {
  const { occurrence } = input;
  // The first occurrence of an incident is the latest known without a word.
  if (occurrence.reopenedAt !== undefined) await noteOccurrence(ports.store, occurrence);
  const alerts = await alertsOf(occurrence, ports);
  const playbook = playbookOf(input, alerts, await ports.playbooks());
  const alert = chooseAlert(
    alerts,
    playbook.alerts.map(({ name }) => name),
  );
  const target = targetOf(playbook, ports.cluster);
  if (target.cluster === '') throw new Failure('invalid', noCluster(playbook));
  const { name, incidentId, url } = occurrence;
  const lead = await claimTarget(ports, target, { name, incidentId, url });
  await filesOf(ports.store, name).writePlan({
    alert,
    playbook,
    target,
    window: windowOf(alert, ports.now()),
    lead,
  });
  ports.logger.info('planned', {
    occurrence: name,
    alert: alert.name,
    playbook: playbook.name,
    lead: lead.name,
  });
  return { lead: lead.name === name };
}

const noCluster = ({ name }: Playbook): string =>
  `no cluster to look at: add "cluster: NAME" to the playbook "${name}", or name it in "clusters" of infra/environments/ENVIRONMENT.yaml`;

/** The incident's alerts, redacted; the title alone when PagerDuty does not give them. */
async function alertsOf(occurrence: Occurrence, { pagerduty, logger }: PlanPorts): Promise<Alert[]> {
  const bodies = await pagerduty.alerts(occurrence.incidentId).catch((error: Error) => {
    logger.warn('the incident is planned by its title', { occurrence: occurrence.name, why: error.message });
    return [];
  });
  return readAlerts(bodies, occurrence.title).map(redactAlert);
}

/**
 * The alerts' bodies may know better than the title which playbook answers, but the timers that run are those of the
 * playbook that the webhook chose: another one stands in for it only where it calls the same people.
 */
function playbookOf(input: PlanInput, alerts: readonly Alert[], playbooks: readonly Playbook[]): Playbook {
  const { serviceId, title } = input.occurrence;
  const named = playbooks.find(({ name }) => name === input.playbook);
  const alertNames = alerts.map(({ name }) => name);
  const chosen = choosePlaybook(playbooks, { serviceId, title, alertNames });
  if (chosen !== undefined && (named === undefined || callsTheSame(chosen, named))) return chosen;
  if (named !== undefined) return named;
  throw new Failure(
    'invalid',
    `no playbook answers for the service ${serviceId || '(none)'}: add its id to "services" of the right one`,
  );
}
