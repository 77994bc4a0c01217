import { createKubernetesClient } from '../clients/kubernetes/http.ts';
import { attributesOf, isGranted } from '../collectors/access-review.ts';
import { EXEC_RULE } from '../collectors/probes.ts';
import type { ExecAnswer, ExecQuestion } from '../contracts/states.ts';
import type { CollectPorts } from './collect.ts';

/** ms for all namespaces together: a review takes some milliseconds. */
const DEADLINE_MS = 5_000;

/** In which of these namespaces this function may run no program; nothing is run. */
export async function mayExec(
  { cluster, namespaces }: ExecQuestion,
  { access }: Pick<CollectPorts, 'access'>,
): Promise<ExecAnswer> {
  const kubernetes = createKubernetesClient(await access(cluster));
  const signal = AbortSignal.timeout(DEADLINE_MS);
  try {
    const refused: string[] = [];
    for (const namespace of namespaces) {
      const rights = attributesOf(EXEC_RULE, namespace);
      const granted = await Promise.all(rights.map((right) => isGranted(kubernetes, right, signal)));
      if (granted.includes(false)) refused.push(namespace);
    }
    return { refused };
  } finally {
    kubernetes.close();
  }
}
