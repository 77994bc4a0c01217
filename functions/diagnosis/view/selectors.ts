import type { LabelSelector } from '../../model/kubernetes/objects.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether labels carry every pair; an empty selector selects nothing (a Service without selector has none). */
export function matchesPairs(labels: Labels, pairs: Labels): boolean {
  const wanted = Object.entries(pairs);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

/**
 * Whether a label selector selects these labels; an empty selector selects everything
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements).
 */
export function matchesSelector(labels: Labels, selector: LabelSelector | undefined): boolean {
  if (!selector) return false;
  const pairs = Object.entries(selector.matchLabels).every(([key, value]) => labels[key] === value);
  return pairs && selector.matchExpressions.every((expression) => matchesExpression(labels, expression));
}

function matchesExpression(
  labels: Labels,
  { key, operator, values }: LabelSelector['matchExpressions'][number],
) {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** Parses "app=api,tier!=x" as `kubectl -l` takes it, equality only; unknown clauses select nothing. */
export function matchesText(labels: Labels, selector: string): boolean {
  return selector.split(',').every((clause) => {
    const parts = /^\s*([^!=\s]+)\s*(==|=|!=)\s*(\S*)\s*$/.exec(clause);
    if (!parts) return false;
    const equal = labels[parts[1] ?? ''] === parts[3];
    return parts[2] === '!=' ? !equal : equal;
  });
}

/** The selector as `kubectl -l` takes it. */
export const selectorText = (pairs: Labels): string =>
  Object.entries(pairs)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
