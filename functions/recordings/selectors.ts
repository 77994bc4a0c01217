const at = (object: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      object,
    );

/** Equality selectors, as field selectors are (https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/). */
export function matchesFields(object: unknown, selector: string): boolean {
  return selector
    .split(',')
    .filter((term) => term !== '')
    .every((term) => {
      const [, path = '', operator = '', value = ''] = /^([^!=]+)(!=|==?)(.*)$/.exec(term) ?? [];
      const equal = String(at(object, path) ?? '') === value;
      return operator === '!=' ? !equal : equal;
    });
}

/** Equality and existence of labels: what collectors and kubectl -l key=value ask for. */
export function matchesLabels(object: unknown, selector: string): boolean {
  const labels = (at(object, 'metadata.labels') ?? {}) as Record<string, unknown>;
  return selector
    .split(',')
    .filter((term) => term !== '')
    .every((term) => {
      const match = /^([^!=]+)(!=|==?)(.*)$/.exec(term);
      if (match === null) return term.startsWith('!') ? !(term.slice(1) in labels) : term in labels;
      const [, key = '', operator = '', value = ''] = match;
      return operator === '!=' ? labels[key] !== value : labels[key] === value;
    });
}
