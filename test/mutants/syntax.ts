import { parse } from '@babel/parser';

/** A node of the syntax tree, of a kind that has no rule of its own. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly loc: { readonly start: { readonly line: number } };
}
interface Binary extends Place {
  readonly type: 'BinaryExpression' | 'LogicalExpression' | 'AssignmentExpression';
  readonly operator: string;
  readonly left: Node;
  readonly right: Node;
}
interface Unary extends Place {
  readonly type: 'UnaryExpression' | 'UpdateExpression';
  readonly operator: string;
  readonly prefix: boolean;
  readonly argument: Node;
}
interface Condition extends Place {
  readonly type: 'IfStatement' | 'ConditionalExpression';
  readonly test: Node;
  readonly consequent: Node;
  readonly alternate: Node;
}
interface Call extends Place {
  readonly type: 'CallExpression' | 'OptionalCallExpression' | 'NewExpression';
  readonly callee: Node;
  readonly arguments: readonly Node[];
}
interface Member extends Place {
  readonly type: 'MemberExpression' | 'OptionalMemberExpression';
  readonly object: Node;
  readonly property: Node;
}
interface Spread extends Place {
  readonly type: 'SpreadElement';
  readonly argument: Node;
}
interface Value extends Place {
  readonly type: 'StringLiteral' | 'NumericLiteral' | 'BooleanLiteral';
  readonly value: string | number | boolean;
}
interface Pattern extends Place {
  readonly type: 'RegExpLiteral';
  readonly pattern: string;
  readonly flags: string;
}
interface Identifier extends Place {
  readonly type: 'Identifier';
  readonly name: string;
}
interface Statement extends Place {
  readonly type: 'ExpressionStatement';
  readonly expression: Node;
}
interface Arrow extends Place {
  readonly type: 'ArrowFunctionExpression';
  readonly body: Node;
}
interface Block extends Place {
  readonly type: 'Program' | 'BlockStatement' | 'SwitchCase';
}

/** What the rules look at; nodes of every other kind are walked through. */
export type Node =
  | Binary
  | Unary
  | Condition
  | Call
  | Member
  | Spread
  | Value
  | Pattern
  | Identifier
  | Statement
  | Arrow
  | Block;

/** The syntax tree of a TypeScript source. Throws what the parser says of a source that is none. */
export const treeOf = (source: string): Node =>
  // The tree has more kinds than those that the rules look at; each of them has a place and a type.
  parse(source, { sourceType: 'module', plugins: ['typescript'] }).program as unknown as Node;

/** Under these there is nothing that runs: types, and the names of what is imported or exported. */
const NEVER_RUNS = /^(?:TS(?!As|Satisfies|NonNull)|ImportDeclaration$|ExportAllDeclaration$|Directive$)/;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

/** The children of a node by the name that it has them under, in the order of the source; types are none of them. */
export const childrenOf = (node: Node): readonly (readonly [string, Node])[] =>
  Object.entries(node)
    .filter(([name]) => name !== 'loc' && !/comments$/i.test(name))
    .flatMap(([name, value]: [string, unknown]) =>
      (Array.isArray(value) ? value : [value]).filter(isNode).map((child) => [name, child] as const),
    )
    .filter(([, { type }]) => !NEVER_RUNS.test(type));
