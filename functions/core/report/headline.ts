import { shortName } from '../object-ref.ts';
import type { Cause } from '../report.ts';
import type { ClusterView } from '../view/view.ts';

/** One line: what is broken and how sure that is; never more than the evidence carries. */
export function headlineOf(view: ClusterView, causes: readonly Cause[]): string {
  const first = causes[0];
  if (first) return `${shortName(first.object)}: ${first.title} (${first.confidence})`;
  const { pods } = { pods: view.evidence.status('pods') };
  if (pods === 'forbidden' || pods === 'failed' || pods === 'timeout' || pods === 'absent')
    return 'unknown: the pods could not be read';
  const broken = view.symptoms.filter(({ weight }) => weight >= 0.6);
  if (broken.length > 0)
    return `unknown: ${broken
      .slice(0, 3)
      .map(({ ref }) => shortName(ref))
      .join(', ')} show${broken.length === 1 ? 's' : ''} failures that nothing read explains`;
  return 'no cause found: what was read is well';
}
