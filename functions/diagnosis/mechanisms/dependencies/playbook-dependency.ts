import { matchesText } from '../../view/selectors.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { behind } from '../shared/health.ts';

/** The workload of a dependency that the playbook names: behind its Service (of several, the one that shows a fault), else by its selector. */
export function dependencyWorkload(view: ClusterView, name: string): Workload | undefined {
  const dependency = view.playbook.dependencies.find((entry) => entry.name === name);
  if (!dependency) return undefined;
  const namespace = dependency.namespace ?? view.target.namespace;
  const service = view.services.get(namespace, dependency.service ?? '');
  const found = behind(service);
  if (found) return found;
  const { selector } = dependency;
  return selector === undefined
    ? undefined
    : view.workloads.find(({ labels, ref }) => ref.namespace === namespace && matchesText(labels, selector));
}
