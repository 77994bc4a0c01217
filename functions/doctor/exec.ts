import { isGranted } from '../collectors/access-review.ts';
import type { Asking } from './asking.ts';
import { fault, type Line, ok } from './line.ts';
import type { ClusterSetup } from './ports.ts';
import { execRights } from './rules.ts';

/** Where programs are to be run in pods. */
interface Inside {
  readonly cluster: string;
  readonly namespaces: readonly string[];
}

/** Whether the function that runs programs in pods is there, and may; it looks with its own rights. */
export async function checkExec(
  what: string,
  { cluster, namespaces }: Inside,
  { refusedExec }: Pick<ClusterSetup, 'refusedExec'>,
  { fixes, signal }: Asking,
): Promise<readonly Line[]> {
  if (refusedExec === undefined)
    return [
      fault(what, 'the playbook allows it, and this installation has no function for it', fixes.noExec),
    ];
  const refused = await refusedExec(cluster, namespaces, signal);
  if (refused.length === 0) return [ok(what, `granted in ${namespaces.join(', ')}`)];
  const options = ` --exec ${refused.join(',')}`;
  return [
    fault(
      what,
      `the group firstnote-exec may not run programs in ${refused.join(', ')}`,
      fixes.rules(options),
    ),
  ];
}

/** Whether the group that all functions are in may run programs: one of them reads what strangers wrote. */
export async function checkCommonGroup(
  what: string,
  namespaces: readonly string[],
  { kubernetes, fixes, signal }: Asking,
): Promise<readonly Line[]> {
  const open: string[] = [];
  for (const namespace of new Set(namespaces)) {
    const rights = execRights(namespace);
    const granted = await Promise.all(rights.map((right) => isGranted(kubernetes, right, signal)));
    if (granted.includes(true)) open.push(namespace);
  }
  if (open.length === 0) return [ok(what, 'it may run no programs in pods')];
  return [fault(what, `all functions may run programs in the pods of ${open.join(', ')}`, fixes.commonExec)];
}
