import { valueAt } from './explain.ts';
import type { Placeless } from './fault.ts';
import { nearest } from './suggest.ts';

/** What a command of the playbook may have filled in. */
const PLACEHOLDERS = ['namespace', 'workload', 'name', 'object'] as const;

/**
 * What no field can know alone: names that occur twice, escalation that goes back in time, references to what is
 * not there. It reads the document as it is, so that these are found beside the schema's own faults.
 */
export function crossFaults(root: unknown): Placeless[] {
  return [
    ...duplicates(root, 'alerts'),
    ...duplicates(root, 'dependencies'),
    ...duplicates(root, 'external'),
    ...repeatedServices(root),
    ...repeatedResponders(root),
    ...escalationOrder(root),
    ...unknownReferences(root),
    ...unknownPlaceholders(root),
  ];
}

function listAt(root: unknown, key: string): readonly unknown[] {
  const value = valueAt(root, [key]);
  return Array.isArray(value) ? value : [];
}

function duplicates(root: unknown, key: string): Placeless[] {
  const seen = new Map<string, number>();
  return listAt(root, key).flatMap((entry, index) => {
    const name = valueAt(entry, ['name']);
    if (typeof name !== 'string') return [];
    const earlier = seen.get(name);
    if (earlier === undefined) {
      seen.set(name, index);
      return [];
    }
    return [{ path: [key, index, 'name'], message: `"${name}" is already the name of ${key}[${earlier}]` }];
  });
}

function repeatedServices(root: unknown): Placeless[] {
  const services = listAt(root, 'services');
  return services.flatMap((id, index) =>
    typeof id === 'string' && services.indexOf(id) < index
      ? [{ path: ['services', index], message: `${id} is listed already` }]
      : [],
  );
}

/** Nobody is added to an incident twice: a later step that names the same person would call nobody. */
function repeatedResponders(root: unknown): Placeless[] {
  const ids = listAt(root, 'escalation').map((step) => valueAt(step, ['responder', 'id']));
  return ids.flatMap((id, index) => {
    const earlier = ids.indexOf(id);
    if (typeof id !== 'string' || earlier === index) return [];
    const message = `${id} is called at escalation[${earlier}] already`;
    return [{ path: ['escalation', index, 'responder', 'id'], message }];
  });
}

function escalationOrder(root: unknown): Placeless[] {
  let latest = Number.NEGATIVE_INFINITY;
  return listAt(root, 'escalation').flatMap((entry, index) => {
    const after = valueAt(entry, ['after']);
    if (typeof after !== 'number') return [];
    const before = latest;
    latest = Math.max(latest, after);
    return after > before
      ? []
      : [
          {
            path: ['escalation', index, 'after'],
            message: `must be later than the step before it, ${before} minutes`,
          },
        ];
  });
}

function unknownReferences(root: unknown): Placeless[] {
  const named = (key: string): string[] =>
    listAt(root, key).flatMap((entry) => {
      const name = valueAt(entry, ['name']);
      return typeof name === 'string' ? [name] : [];
    });
  const known = [...named('dependencies'), ...named('external')];
  return ['alerts', 'actions'].flatMap((key) =>
    listAt(root, key).flatMap((entry, index) => {
      const about = valueAt(entry, ['about']);
      if (typeof about !== 'string' || known.includes(about)) return [];
      const near = nearest(about, known);
      const hint = near === undefined ? '' : `; did you mean "${near}"?`;
      return [
        {
          path: [key, index, 'about'],
          message: `no dependency or external service is named "${about}"${hint}`,
        },
      ];
    }),
  );
}

function unknownPlaceholders(root: unknown): Placeless[] {
  return listAt(root, 'actions').flatMap((entry, index) => {
    const command = valueAt(entry, ['command']);
    if (typeof command !== 'string') return [];
    const faults: Placeless[] = [];
    for (const [, name = ''] of command.matchAll(/\{([A-Za-z]+)\}/g)) {
      if (PLACEHOLDERS.some((known) => known === name)) continue;
      const near = nearest(name, PLACEHOLDERS);
      const hint =
        near === undefined ? `there are {${PLACEHOLDERS.join('}, {')}}` : `did you mean {${near}}?`;
      faults.push({ path: ['actions', index, 'command'], message: `unknown placeholder {${name}}; ${hint}` });
    }
    return faults;
  });
}
