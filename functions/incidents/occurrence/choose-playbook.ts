import type { Playbook } from '../../playbook/playbook.ts';
import { nameInTitle } from '../alert/title.ts';

/** What is known of an incident when its playbook is chosen. */
export interface ChoiceBasis {
  readonly serviceId: string;
  readonly title: string;
  /** Names of its alerts, once their bodies were read. */
  readonly alertNames?: readonly string[];
}

/**
 * The playbook of an incident: one that names its service; else, of those that name no service, the one that has the
 * alert; else the one that is the default. Of several that name the service, the alert's name decides, then the one
 * that lists no alerts. undefined when none answers.
 */
export function choosePlaybook(
  playbooks: readonly Playbook[],
  { serviceId, title, alertNames = [] }: ChoiceBasis,
): Playbook | undefined {
  const names = [...alertNames, nameInTitle(title)];
  const hasAlert = ({ alerts }: Playbook) => alerts.some(({ name }) => names.includes(name));
  const ofService = playbooks.filter(({ services }) => services.includes(serviceId));
  const withoutService = playbooks.filter(({ services }) => services.length === 0);
  return (
    ofService.find(hasAlert) ??
    ofService.find(({ alerts }) => alerts.length === 0) ??
    ofService[0] ??
    withoutService.find(hasAlert) ??
    playbooks.find((playbook) => playbook.default === true)
  );
}
