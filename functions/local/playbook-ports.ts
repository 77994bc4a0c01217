import type { ExecPort } from '../clients/exec/port.ts';
import type { KubernetesAccess } from '../clients/kubernetes/port.ts';
import type { PagePort, ReachPort } from '../clients/reach/port.ts';
import type { Playbook } from '../core/playbook/playbook.ts';

/** The ports that a playbook asks for and allows: exec and status pages only where it says so. */
export async function playbookPorts(
  playbook: Playbook,
  access: KubernetesAccess,
): Promise<{ exec?: ExecPort; reach?: ReachPort; pages?: PagePort }> {
  const external = playbook.external.length > 0;
  const { createExecClient } = playbook.allow.exec ? await import('../clients/exec/websocket.ts') : {};
  const { createTcpReach } = external ? await import('../clients/reach/tcp.ts') : {};
  const { createPageClient } = playbook.allow.statusPages ? await import('../clients/reach/page.ts') : {};
  return {
    ...(createExecClient ? { exec: createExecClient(access) } : {}),
    ...(createTcpReach ? { reach: createTcpReach('this machine', () => performance.now()) } : {}),
    ...(createPageClient ? { pages: createPageClient() } : {}),
  };
}
