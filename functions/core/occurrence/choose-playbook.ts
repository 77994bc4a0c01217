import { nameInTitle } from '../alert/alert.ts';
import type { Playbook } from '../playbook/playbook.ts';

/**
 * The playbook of an incident: the one that names its service; else, among those that name no service at all, the one
 * that has the alert, or the only one there is. undefined when none answers.
 */
export function choosePlaybook(
  playbooks: readonly Playbook[],
  incident: { readonly serviceId: string; readonly title: string; readonly alertNames?: readonly string[] },
): Playbook | undefined {
  const named = playbooks.find(({ services }) => services.includes(incident.serviceId));
  if (named !== undefined) return named;
  const open = playbooks.filter(({ services }) => services.length === 0);
  const names = [...(incident.alertNames ?? []), nameInTitle(incident.title)];
  const byAlert = open.find(({ alerts }) => alerts.some(({ name }) => names.includes(name)));
  return byAlert ?? (open.length === 1 ? open[0] : undefined);
}
