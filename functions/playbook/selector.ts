// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
const NAME = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const KEY = `([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?${NAME}`;
const VALUE = `(${NAME})?`;
const EQUALITY = new RegExp(`^${KEY}\\s*(=|==|!=)\\s*${VALUE}$`);
const EXISTS = new RegExp(`^!?${KEY}$`);
const SET = new RegExp(`^${KEY}\\s+(in|notin)\\s+\\(\\s*${VALUE}(\\s*,\\s*${VALUE})*\\s*\\)$`);

/** What is wrong in a label selector as kubectl's -l takes it, null when nothing is. */
export function selectorFault(selector: string): string | null {
  if (selector.trim() === '') return 'must not be empty';
  if (selector.length > 1000) return 'is longer than 1,000 characters';
  for (const part of selector.split(/,(?![^(]*\))/).map((piece) => piece.trim())) {
    if (part === '') return 'has an empty part between commas';
    if (!EQUALITY.test(part) && !EXISTS.test(part) && !SET.test(part))
      return `has "${part}", which is no label requirement (key=value, key!=value, key in (a,b), key, !key)`;
  }
  return null;
}
