import { patternEdits } from './regular-expression.ts';
import { childrenOf, type Node, treeOf } from './syntax.ts';

/** A source with one fault in it. */
export interface Mutant {
  /** The mutated file, from the root. */
  readonly file: string;
  readonly line: number;
  /** Offsets of what is replaced, and by what. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** `a < b -> a <= b`, on one line. */
  readonly what: string;
  /** The statement or arrow function's body that holds it: whoever does not run that cannot notice. */
  readonly anchor: Anchor;
}

/** Where it can be noted that the code around a mutant ran. */
export interface Anchor {
  readonly start: number;
  readonly end: number;
  readonly isStatement: boolean;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a rule sees of a node: its source, and the nodes around it, nearest first. */
interface Surroundings {
  readonly source: string;
  readonly parents: readonly Node[];
  /** The name under which the nearest one has it. */
  readonly as: string;
}

type Rule = (node: Node, around: Surroundings) => readonly Edit[];

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
};

/** A list's method by what takes its place; an empty string leaves the list as it was. */
const METHODS: Readonly<Record<string, string>> = {
  filter: '',
  sort: '',
  toSorted: '',
  toReversed: '',
  slice: '',
  trim: '',
  toLowerCase: '',
  some: 'every',
  every: 'some',
  find: 'findLast',
  findLast: 'find',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
};

/** Methods whose argument decides. */
const DECIDING = new Set(['includes', 'has', 'startsWith', 'endsWith', 'indexOf', 'get']);
/** Up to here a number is a count, a place or a small threshold, of which one more is a fault; above, twice as many. */
const SMALL = 100;

const whole = ({ start, end }: Node, text: string): Edit => ({ start, end, text });
const textOf = (source: string, { start, end }: Node): string => source.slice(start, end);

/** Text that is being put together is no arithmetic. */
const isText = (node: Node): boolean =>
  node.type === 'StringLiteral' ||
  (node.type as string) === 'TemplateLiteral' ||
  (node.type === 'BinaryExpression' && (isText(node.left) || isText(node.right)));

/** `a < b ? -1 : 1` orders what differs: which way equal ones go is not seen, and of the two only the sign. */
const isOrder = (node: Node | undefined, source: string): boolean =>
  node?.type === 'ConditionalExpression' &&
  [node.consequent, node.alternate].every((arm) => ['-1', '1'].includes(textOf(source, arm)));

const operator: Rule = (node, { source, parents, as }) => {
  if (!('right' in node && 'operator' in node)) return [];
  if (node.operator === '+' && (isText(node.left) || isText(node.right))) return [];
  const between = source.slice(node.left.end, node.right.start);
  const at = node.left.end + between.indexOf(node.operator);
  const end = at + node.operator.length;
  if (node.operator === '??') return [{ start: at, end: node.end, text: '' }];
  const parent = parents[0];
  const orders = as === 'test' && isOrder(parent, source);
  return (OPERATORS[node.operator] ?? [])
    .filter((other) => !orders || other.replace('=', '') !== node.operator.replace('=', ''))
    .map((text) => ({ start: at, end, text }));
};

const unary: Rule = (node, { source }) => {
  if (node.type !== 'UnaryExpression' && node.type !== 'UpdateExpression') return [];
  if (node.operator === '!' || node.operator === '-')
    return [whole(node, `(${textOf(source, node.argument)})`)];
  const turned = { '++': '--', '--': '++' }[node.operator];
  if (turned === undefined) return [];
  const argument = textOf(source, node.argument);
  return [whole(node, node.prefix ? `${turned}${argument}` : `${argument}${turned}`)];
};

const condition: Rule = (node) => {
  if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return [];
  return ['true', 'false'].map((text) => whole(node.test, text));
};

const number: Rule = (node, { source, as, parents: [parent, grandparent] }) => {
  if (isOrder(parent?.type === 'UnaryExpression' ? grandparent : parent, source)) return [];
  // A key of a table, such as an exit status, is a name.
  if (node.type !== 'NumericLiteral' || typeof node.value !== 'number' || as === 'key') return [];
  const { value } = node;
  if (Number.isInteger(value) && value <= SMALL)
    return [value + 1, value - 1].map((to) => whole(node, `(${to})`));
  return [value * 2, value / 2].map((to) => whole(node, String(to)));
};

const boolean: Rule = (node) => (node.type === 'BooleanLiteral' ? [whole(node, String(!node.value))] : []);

/** A string that something is compared with or found by; the words of a note decide nothing. */
const string: Rule = (node, { parents: [parent], as }) => {
  if (node.type !== 'StringLiteral' || node.value === '' || parent === undefined) return [];
  const isName = !/\s/.test(String(node.value));
  const decides =
    (parent.type === 'BinaryExpression' && /^[!=]==$/.test(parent.operator)) ||
    (parent.type === 'SwitchCase' && as === 'test') ||
    ('arguments' in parent && as === 'arguments' && DECIDING.has(methodOf(parent) ?? '')) ||
    (isName &&
      ((parent.type as string) === 'ArrayExpression' ||
        ((parent.type as string) === 'ObjectProperty' && as === 'value')));
  return decides ? [whole(node, "''")] : [];
};

const methodOf = (node: Node): string | undefined =>
  'callee' in node && 'property' in node.callee && node.callee.property.type === 'Identifier'
    ? node.callee.property.name
    : undefined;

const method: Rule = (node, { source }) => {
  const name = methodOf(node);
  if (name === undefined || !('callee' in node) || !('property' in node.callee)) return [];
  const other = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (other === undefined) return [];
  const { object, property } = node.callee;
  return other === '' ? [whole(node, `(${textOf(source, object)})`)] : [whole(property, other)];
};

/** `...x` of an array, an object or an argument list, with what follows it up to the next one. */
const spread: Rule = (node, { source, parents: [parent] }) => {
  if (node.type !== 'SpreadElement' || parent === undefined) return [];
  const empty = (parent.type as string) === 'ObjectExpression' ? '{}' : '[]';
  return textOf(source, node.argument) === empty ? [] : [whole(node.argument, empty)];
};

/** A statement that is there for its effect. */
const statement: Rule = (node) => {
  if (node.type !== 'ExpressionStatement') return [];
  return [whole(node, ';')];
};

const pattern: Rule = (node) => {
  if (node.type !== 'RegExpLiteral') return [];
  const inside = patternEdits(node.pattern).map(({ start, end, text }) => ({
    start: node.start + 1 + start,
    end: node.start + 1 + end,
    text,
  }));
  if (!node.flags.includes('i')) return inside;
  return [...inside, whole(node, `/${node.pattern}/${node.flags.replace('i', '')}`)];
};

const RULES: readonly Rule[] = [
  operator,
  unary,
  condition,
  number,
  boolean,
  string,
  method,
  spread,
  statement,
  pattern,
];

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The line of the source around an edit, as it was and as it is now, cut to what differs. */
function described(source: string, { start, end, text }: Edit): string {
  const around = 24;
  const from = Math.max(source.lastIndexOf('\n', start) + 1, start - around);
  const next = source.indexOf('\n', end);
  const to = Math.min(next < 0 ? source.length : next, end + around);
  const [before, after] = [source.slice(from, start), source.slice(end, to)];
  return `${oneLine(`${before}${source.slice(start, end)}${after}`)} -> ${oneLine(`${before}${text}${after}`)}`;
}

/** Every mutant of a source, in the order of its lines. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const mutants: Mutant[] = [];
  const walk = (node: Node, as: string, parents: readonly Node[], anchor: Anchor | undefined): void => {
    const [parent] = parents;
    const isStatement = as === 'body' || (as === 'consequent' && parent?.type === 'SwitchCase');
    const inBlock =
      isStatement &&
      parent !== undefined &&
      ['Program', 'BlockStatement', 'SwitchCase'].includes(parent.type);
    const isBody =
      as === 'body' && parent?.type === 'ArrowFunctionExpression' && node.type !== 'BlockStatement';
    const here = inBlock || isBody ? { start: node.start, end: node.end, isStatement: inBlock } : anchor;
    // What is put into a sentence is for who reads it, and decides nothing.
    const isWords = [node, ...parents].some(({ type }) => (type as string) === 'TemplateLiteral');
    if (here !== undefined && !isWords)
      for (const edit of RULES.flatMap((rule) => rule(node, { source, parents, as })))
        mutants.push({
          file,
          line: source.slice(0, edit.start).split('\n').length,
          ...edit,
          what: described(source, edit),
          anchor: here,
        });
    for (const [name, child] of childrenOf(node)) walk(child, name, [node, ...parents], here);
  };
  walk(treeOf(source), '', [], undefined);
  return mutants
    .filter(({ start, end, text }) => source.slice(start, end) !== text)
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.text < b.text ? -1 : 1));
}

/** The source with its fault. */
export const mutated = (source: string, { start, end, text }: Mutant): string =>
  source.slice(0, start) + text + source.slice(end);

/** The source that calls `__ran(n)` where the n-th anchor runs. */
export function observed(source: string, anchors: readonly (Anchor & { readonly id: number })[]): string {
  const insertions = anchors.flatMap(({ start, end, isStatement, id }) =>
    isStatement
      ? [{ at: start, text: `__ran(${id});`, order: 0 }]
      : [
          { at: start, text: `(__ran(${id}),`, order: 0 },
          { at: end, text: ')', order: 1 },
        ],
  );
  // From the end, so that the offsets before stay true; of two at one place the outer one is outside.
  let text = source;
  for (const { at, text: added } of insertions.sort((a, b) => b.at - a.at || a.order - b.order))
    text = text.slice(0, at) + added + text.slice(at);
  return text;
}
