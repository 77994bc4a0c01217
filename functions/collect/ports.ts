import { createExecClient } from '../clients/exec/websocket.ts';
import type { KubernetesAccess, KubernetesPort } from '../clients/kubernetes/port.ts';
import { createPrometheusClient } from '../clients/prometheus/http.ts';
import { createPageClient } from '../clients/reach/page.ts';
import { createTcpReach } from '../clients/reach/tcp.ts';
import type { CollectContext } from '../collectors/collector.ts';
import { defined } from '../model/present.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** What an installation adds to a playbook's own wishes. */
export interface Surroundings {
  /** Where connections are tried from, as the note names it ("the VPC"). */
  readonly vantage: string;
  /** Prometheus of the installation; a playbook's own goes before it. */
  readonly prometheus?: string;
}

/**
 * The ports beside Kubernetes that a playbook asks for and allows: exec and status pages only where it says so, and exec
 * only where `mayExec` is given, too.
 */
export function playbookPorts(
  playbook: Playbook,
  {
    access,
    kubernetes,
    clock,
  }: { access: KubernetesAccess; kubernetes: KubernetesPort; clock: () => number },
  { vantage, prometheus }: Surroundings,
  mayExec: boolean,
): Pick<CollectContext, 'prometheus' | 'exec' | 'reach' | 'pages'> {
  const address = playbook.prometheus ?? prometheus;
  return defined({
    prometheus: address === undefined ? undefined : createPrometheusClient(address, kubernetes),
    exec: mayExec && playbook.allow.exec ? createExecClient(access) : undefined,
    reach: playbook.external.length > 0 ? createTcpReach(vantage, clock) : undefined,
    pages: playbook.allow.statusPages ? createPageClient() : undefined,
  });
}
