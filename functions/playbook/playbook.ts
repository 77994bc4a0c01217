import type * as z from 'zod/mini';
import type { playbookSchema } from './schema.ts';

export type { Check } from './schema.ts';

/** A runbook as data, checked; playbooks/README.md says what each part is for. */
export type Playbook = z.infer<typeof playbookSchema>;
export type PlaybookDependency = Playbook['dependencies'][number];
export type PlaybookAction = Playbook['actions'][number];

/** What is used when an installation has no playbook for an incident: the target alone, everything by default. */
export const defaultPlaybook = (target: Playbook['target']): Playbook => ({
  version: 1,
  name: 'default',
  services: [],
  target,
  alerts: [],
  dependencies: [],
  external: [],
  actions: [],
  escalation: [],
  dashboards: {},
  metrics: {},
  prevention: [],
  allow: { exec: false, statusPages: false },
});
