import type { Wait } from '../../../model/log-summary.ts';
import { isOutside, outsideNamedIn } from '../../view/outside.ts';
import { peerOf } from '../../view/peers.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { namedIn } from './called.ts';

/** Whom a line that says how long something took names: a Service, or a host outside. */
export interface WaitedFor {
  readonly host: string;
  readonly port: number | undefined;
  readonly service: ServiceView | undefined;
}

/** Whom a line names, by its host, or by the name of a Service or host that the workload is set up to call. */
export function waitedFor(
  view: ClusterView,
  workload: Workload,
  { example, peers }: Pick<Wait, 'example' | 'peers'>,
): WaitedFor | undefined {
  const hosts = peers.map(peerOf);
  for (const { host, port } of hosts) {
    const service = view.services.byHost(host, workload.ref.namespace);
    if (service?.workloads.includes(workload)) continue;
    if (service || isOutside(view, host, isSetUp(view, workload, host))) return { host, port, service };
  }
  if (hosts.length > 0) return undefined;
  const services = servicesNamedIn(view, workload, example);
  const [service] = services;
  if (service) return services.length > 1 ? undefined : { host: service.ref.name, port: undefined, service };
  const outside = outsideNamedIn(view, workload, example);
  return outside && { ...outside, service: undefined };
}

const isSetUp = (view: ClusterView, workload: Workload, host: string): boolean =>
  view.calls.from(workload).some((call) => call.via.kind !== 'log' && call.host === host);

/** The Services that a workload is set up to call and that a text names as a word; the playbook's dependencies, by their names. */
function servicesNamedIn(view: ClusterView, workload: Workload, text: string): readonly ServiceView[] {
  const called = view.calls
    .from(workload)
    .filter(({ via }) => via.kind !== 'log')
    .flatMap(({ service }) => service ?? [])
    .filter(({ ref, workloads }) => [ref.name, ...workloads.map((one) => one.ref.name)].some(isIn(text)));
  const declared = namedIn(view, text).flatMap(
    ({ service }) => (service && view.services.get(service.namespace, service.name)) ?? [],
  );
  return [...new Set([...called, ...declared])].filter(({ workloads }) => !workloads.includes(workload));
}

/** Whether a name is a word of a text, and no part of another name. */
const isIn =
  (text: string) =>
  (name: string): boolean => {
    if (name === '') return false;
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
      if (!NAME_CHARACTER.test(text[at - 1] ?? '') && !NAME_CHARACTER.test(text[at + name.length] ?? ''))
        return true;
    return false;
  };

const NAME_CHARACTER = /[a-z0-9-]/i;
