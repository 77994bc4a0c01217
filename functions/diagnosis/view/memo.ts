import type { ClusterView } from './view.ts';

/** Computes something of a view once, however many analyzers ask for it; a view never changes. */
export function perView<Value>(compute: (view: ClusterView) => Value): (view: ClusterView) => Value {
  const known = new WeakMap<ClusterView, { readonly value: Value }>();
  return (view) => {
    const found = known.get(view) ?? { value: compute(view) };
    known.set(view, found);
    return found.value;
  };
}
