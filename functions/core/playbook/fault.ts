/** One thing that is wrong in a playbook; `line` and `column` count from 1. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  /** "dependencies[0].port", '' for the document. */
  readonly path: string;
  /** A sentence without a full stop that names what is wrong and what would be right. */
  readonly message: string;
}

/** A fault before its place in the file is known; `key` says that the key itself is wrong, not its value. */
export interface Placeless {
  readonly path: readonly PropertyKey[];
  readonly key?: boolean;
  readonly message: string;
}

/** "alerts[0].name". */
export const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`,
    )
    .join('');
