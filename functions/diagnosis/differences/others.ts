import { isWellSince } from '../../logs/figures/control.ts';
import { refKey } from '../../model/object-ref.ts';
import { currentSummary } from '../view/current-logs.ts';
import type { ServiceView } from '../view/services.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { type Rise, type RisenLines, risesOf } from './rises.ts';

/** A workload that serves and did not begin to fail, with its requests. */
export interface Well {
  readonly workload: Workload;
  readonly requests: number;
}

/**
 * The workloads that are well in the window of a rise, as a control (`isWellSince`), and call somebody: one that calls
 * nobody is well whatever has become of the others, so it says nothing of them.
 */
export const wellBeside = (view: ClusterView, { since, uncertaintyMs }: Rise): readonly Well[] => {
  const risen = new Set(risesOf(view).map(({ workload }) => refKey(workload.ref)));
  return view.workloads.flatMap((workload) => {
    if (risen.has(refKey(workload.ref)) || view.calls.from(workload).length === 0) return [];
    const summary = currentSummary(view, workload);
    return isWellSince(summary, { since, uncertaintyMs }) ? [{ workload, requests: summary.requests }] : [];
  });
};

/** The Services that lines name, as far as they are not the workload's own. */
function servicesNamedIn(
  view: ClusterView,
  { workload }: Rise,
  { pattern }: RisenLines,
): readonly ServiceView[] {
  const found = pattern.peers.flatMap((peer) => {
    const at = peer.lastIndexOf(':');
    const host = at > 0 ? peer.slice(0, at) : peer;
    return view.services.byHost(host, workload.ref.namespace) ?? [];
  });
  return [...new Set(found)].filter((service) => !service.workloads.includes(workload));
}

/** The Services that a rise's lines name which are half as many as the most frequent ones: [] where those are the program's own. */
export function servicesNamedBy(view: ClusterView, rise: Rise): readonly ServiceView[] {
  const naming = rise.lines.map((lines) => ({ lines, services: servicesNamedIn(view, rise, lines) }));
  const most = Math.max(0, ...rise.lines.map(({ pattern }) => pattern.count));
  const telling = naming.filter(
    ({ lines, services }) => services.length > 0 && lines.pattern.count * 2 >= most,
  );
  return [...new Set(telling.flatMap(({ services }) => services))];
}

/** How many of a rise's lines name a Service, and how many there are. */
export function linesNaming(view: ClusterView, rise: Rise, service: ServiceView) {
  const naming = rise.lines.filter((lines) => servicesNamedIn(view, rise, lines).includes(service));
  const elsewhere = rise.lines.filter((lines) => {
    const named = servicesNamedIn(view, rise, lines);
    return named.length > 0 && !named.includes(service);
  });
  const count = (lines: readonly RisenLines[]): number =>
    lines.reduce((sum, { pattern }) => sum + pattern.count, 0);
  return {
    named: count(naming),
    elsewhere: count(elsewhere),
    all: count(rise.lines),
    said: naming[0]?.pattern.example ?? '',
  };
}
