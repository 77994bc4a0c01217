import { claimTarget } from '../actions/claim.ts';
import { filesOf } from '../actions/files.ts';
import { noteOccurrence } from '../actions/latest.ts';
import type { PlanInput, PlanOutput } from '../contracts/states.ts';
import { chooseAlert, readAlerts } from '../core/alert/alert.ts';
import { Failure } from '../core/failure.ts';
import type { Alert, Occurrence } from '../core/incident.ts';
import { choosePlaybook } from '../core/occurrence/choose-playbook.ts';
import { targetOf, windowOf } from '../core/occurrence/plan.ts';
import type { Playbook } from '../core/playbook/playbook.ts';
import { redact } from '../core/redact.ts';
import type { TaskPorts } from '../runtime/open.ts';

export type PlanPorts = Pick<
  TaskPorts,
  'now' | 'logger' | 'metrics' | 'store' | 'pagerduty' | 'playbooks' | 'cluster'
>;

/**
 * Reads the alert, chooses playbook and target, claims the target, and stores the plan. Repeated, it ends the same.
 * @throws Failure of kind `invalid` when no playbook answers for the incident, or nothing names its cluster.
 */
export async function plan(input: PlanInput, ports: PlanPorts): Promise<PlanOutput> {
  const { occurrence } = input;
  await noteOccurrence(ports.store, occurrence);
  const alerts = await alertsOf(occurrence, ports);
  const playbook = playbookOf(input, alerts, ports.playbooks);
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
  return readAlerts(bodies, occurrence.title).map((alert) => ({
    ...alert,
    name: redact(alert.name),
    labels: redacted(alert.labels),
    annotations: redacted(alert.annotations),
  }));
}

const redacted = (map: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, redact(value)]));

function playbookOf(input: PlanInput, alerts: readonly Alert[], playbooks: readonly Playbook[]): Playbook {
  const { serviceId, title } = input.occurrence;
  const playbook =
    playbooks.find(({ name }) => name === input.playbook) ??
    choosePlaybook(playbooks, { serviceId, title, alertNames: alerts.map(({ name }) => name) });
  if (playbook !== undefined) return playbook;
  throw new Failure(
    'invalid',
    `no playbook answers for the service ${serviceId || '(none)'}: add its id to "services" of the right one`,
  );
}
