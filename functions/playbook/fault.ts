import { plainLine } from '../text/plain.ts';

/** Where something stands in a file; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong in a playbook. */
export interface Fault extends Place {
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
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

/** "playbooks/api.yaml:3:7": what editors and terminals jump to. */
export const placeText = (file: string, { line, column }: Place): string => `${file}:${line}:${column}`;

/** "playbooks/api.yaml:3:7: services[0]: must be a PagerDuty id", without what could play tricks in a terminal. */
export function faultText(file: string, fault: Fault): string {
  const path = fault.path === '' ? '' : `${plainLine(fault.path, 200)}: `;
  return `${placeText(file, fault)}: ${path}${plainLine(fault.message, 500)}`;
}
