interface Named {
  readonly metadata?: { readonly namespace?: string; readonly name?: string };
  readonly namespace?: string;
  readonly pod?: string;
  readonly container?: string;
  readonly workload?: string;
  readonly signal?: string;
}

const keyOf = (item: unknown): string => {
  const named = item as Named;
  const { namespace = named.namespace ?? '', name = '' } = named.metadata ?? {};
  return [namespace, name, named.pod, named.container, named.workload, named.signal].join('\u0000');
};

/**
 * Items in an order that depends on their content alone. Names come first; equal names are told apart by their
 * whole content, which is serialised only then.
 */
export function canonical<Item>(items: readonly Item[]): readonly Item[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  keyed.sort((a, b) => compare(a.key, b.key) || compare(JSON.stringify(a.item), JSON.stringify(b.item)));
  return keyed.map(({ item }) => item);
}

/** Orders strings by code unit: the same on every machine, whatever its locale. */
export const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
