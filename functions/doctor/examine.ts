import { readJson } from '../clients/store/json.ts';
import { isMode } from '../contracts/mode.ts';
import { LOOK_KEY, MODE_KEY } from '../contracts/store.ts';
import { checkClusters } from './cluster.ts';
import { type Fixes, fixesFor } from './fixes.ts';
import { bounded, fault, type Line, ok, unknown } from './line.ts';
import { checkPagerDuty } from './pagerduty.ts';
import { type DoctorPorts, isAssumed, type PlaybookFound } from './ports.ts';

/**
 * Looks at everything that an installation needs, and says of each thing that it is as it must be, or what to do. Never
 * rejects: a check that fails or hangs is a line of its own, and hides no other.
 */
export async function examine(ports: DoctorPorts): Promise<readonly Line[]> {
  const fixes = fixesFor(ports.place);
  const found: PlaybookFound[] = [];
  const playbooks = await bounded('playbooks', fixes.store, async () => {
    found.push(...(await ports.playbooks()));
    return playbookLines(found, fixes);
  });
  const rest = await Promise.all([
    checkPagerDuty(ports, found),
    checkClusters(ports, found),
    checkStore(ports, fixes),
    checkMode(ports, fixes),
    checkFunctions(ports, fixes),
  ]);
  return [...playbooks, ...rest.flat()];
}

function playbookLines(found: readonly PlaybookFound[], fixes: Fixes): Line[] {
  if (found.length === 0) return [fault('playbooks', 'there is none', fixes.give.playbook)];
  if (found.every(isAssumed))
    return [unknown('playbooks', 'not checked: none is given', fixes.give.playbook)];
  return found.flatMap((each) =>
    'playbook' in each
      ? [ok(each.where, `holds, playbook "${each.playbook.name}"`)]
      : each.faults.map((says) => fault(each.where, says, fixes.playbook(each.where))),
  );
}

/** Writes an object of its own and reads it back. */
async function checkStore({ store, now }: DoctorPorts, fixes: Fixes): Promise<readonly Line[]> {
  if (store === undefined) return [unknown('store', 'not checked: none is given', fixes.give.store)];
  return bounded('store', fixes.store, async () => {
    const written = JSON.stringify({ lookedAt: new Date(now()).toISOString() });
    await store.put(LOOK_KEY, written, 'application/json');
    const read = await store.get(LOOK_KEY);
    if (read?.body === written) return [ok('store', 'written and read back')];
    return [fault('store', 'what was written is not what was read back', fixes.store)];
  });
}

/** A switch that was thrown in a bad night and forgotten: nobody is called, and nothing looks broken. */
async function checkMode({ store }: DoctorPorts, fixes: Fixes): Promise<readonly Line[]> {
  if (store === undefined) return [];
  return bounded('mode', fixes.store, async () => {
    const stored = await readJson<{ readonly mode?: unknown; readonly setAt?: unknown }>(store, MODE_KEY);
    if (stored === undefined) return [ok('mode', 'nothing is switched off')];
    if (stored.mode === 'full') return [ok('mode', 'full')];
    if (!isMode(stored.mode))
      return [fault('mode', 'what is set is not a mode, so everything runs', fixes.mode)];
    const what = stored.mode === 'off' ? 'nothing is written and nobody is called' : 'nobody is called';
    return [fault('mode', `${stored.mode} since ${String(stored.setAt)}: ${what}`, fixes.mode)];
  });
}

/** ms: a function that is asked for the first time in weeks needs its network interface back. */
export const AWAKE_DEADLINE_MS = 40_000;

async function checkFunctions({ functions = {} }: DoctorPorts, fixes: Fixes): Promise<readonly Line[]> {
  const lines = await Promise.all(
    Object.entries(functions).map(([name, ask]) => {
      const what = `function ${name}`;
      return bounded(
        what,
        fixes.function(name),
        async (signal) => {
          await ask(signal);
          return [ok(what, 'awake')];
        },
        AWAKE_DEADLINE_MS,
      );
    }),
  );
  return lines.flat();
}
