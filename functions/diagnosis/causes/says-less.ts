import type { Finding } from '../../model/finding.ts';

/**
 * Requests reach a program that fails them by its own doing: what its callers see of that says less. Its own are the
 * errors of its release, a CPU limit that stops it and an autoscaler that adds nothing.
 */
export const seenByCallers = ({ strength }: Finding, other: Finding): boolean =>
  strength !== 'proof' && isOwnDoing(other);

const isOwnDoing = ({ cause, facts }: Finding): boolean =>
  cause === 'cpu-saturation' ||
  cause === 'hpa-maxed' ||
  (cause === 'bad-rollout' && facts.by === 'own-errors');

type Change = Finding & { readonly facts: { readonly by: 'own-errors' | 'differences' | 'callers' } };

const isOfChange = (finding: Finding): finding is Change =>
  (finding.cause === 'bad-rollout' || finding.cause === 'config-missing') && finding.facts !== undefined;

/** Whether it says that something fails since a change, and not what fails. */
export const isChange = (finding: Finding): boolean =>
  isOfChange(finding) && finding.facts.by !== 'own-errors';

/** Whether the callers of what was changed say so alone. */
export const isByCallers = (finding: Finding): boolean =>
  isOfChange(finding) && finding.facts.by === 'callers';

/** Whether it is about whom its object calls, or who calls that. */
export const isOfCalls = ({ facts }: Finding): boolean => facts !== undefined && 'peers' in facts;

/** Whether it is a limit of its object that what it calls decides on, by what that answers. */
export const isByCallee = ({ facts }: Finding): boolean =>
  facts !== undefined && 'byCallee' in facts && facts.byCallee === true;
