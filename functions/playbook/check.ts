import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import { crossFaults } from './cross-checks.ts';
import { explainIssue, valueAt } from './explain.ts';
import { type Fault, type Place, type Placeless, pathText } from './fault.ts';
import type { Playbook } from './playbook.ts';
import { playbookSchema } from './schema.ts';

export type PlaybookCheck =
  | {
      readonly ok: true;
      readonly playbook: Playbook;
      /** Where the value of a path begins; the nearest enclosing one when it is not in the file. */
      readonly placeOf: (path: readonly PropertyKey[]) => Place;
    }
  | {
      readonly ok: false;
      readonly faults: readonly Fault[];
      /** What the file says that it is called, where that much can be read. */
      readonly name?: string;
    };

/** A runbook as data has a few kilobytes; what is longer than this was given by mistake. Characters. */
const MAX_PLAYBOOK_CHARS = 256 * 1024;

/**
 * Reads a playbook from YAML (JSON is YAML too). Faults come all at once, in the order of the file. A document that
 * is no YAML has only its syntax errors, since what it was meant to hold is not known.
 */
export function checkPlaybook(text: string): PlaybookCheck {
  if (text.length > MAX_PLAYBOOK_CHARS)
    return failed([{ line: 1, column: 1, path: '', message: 'is longer than 256 KiB: is it a playbook?' }]);
  const lines = new LineCounter();
  // Without the tags of sets, dates and the like; what the parser would warn of on standard error is a fault here.
  const options = { prettyErrors: false, resolveKnownTags: false, logLevel: 'error' } as const;
  const document = parseDocument(text, { ...options, lineCounter: lines });
  const unread = [...document.errors, ...document.warnings];
  if (unread.length > 0) {
    return failed(
      unread.map((error) => ({
        ...placeAt(lines, error.pos[0]),
        path: '',
        message: yamlMessage(error),
      })),
    );
  }
  const root = toPlain(document);
  if (root instanceof Error) return failed([{ line: 1, column: 1, path: '', message: root.message }]);
  const parsed = playbookSchema.safeParse(root);
  const placeless = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => explainIssue(issue, root))),
    ...crossFaults(root),
  ];
  if (parsed.success && placeless.length === 0) {
    const placeOf = (path: readonly PropertyKey[]) => placeAt(lines, offsetOf(document, path, false));
    return { ok: true, playbook: parsed.data, placeOf };
  }
  const name = valueAt(root, ['name']);
  return {
    ...failed(placeless.map((fault) => placed(fault, document, lines))),
    ...(typeof name === 'string' ? { name } : {}),
  };
}

function failed(faults: readonly Fault[]): Extract<PlaybookCheck, { readonly ok: false }> {
  return {
    ok: false,
    faults: faults.toSorted(
      (a, b) => a.line - b.line || a.column - b.column || (a.message < b.message ? -1 : 1),
    ),
  };
}

/** A document with too many aliases throws when it is expanded ("billion laughs"): that is a fault of the file. */
function toPlain(document: Document): unknown {
  try {
    return document.toJS();
  } catch {
    return new Error('has an alias ("*...") that leads nowhere, or too many; write out what they stand for');
  }
}

/** What the parser says for programmers, for the writer of a playbook: https://eemeli.org/yaml/#errors */
const YAML_FAULTS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'the same key occurs twice in one map',
  MULTIPLE_DOCS: 'a second document begins here; a file holds one playbook',
  TAG_RESOLVE_FAILED: 'a playbook has no tags ("!..."); write the value alone',
};

const yamlMessage = ({ code, message }: { code: string; message: string }): string =>
  YAML_FAULTS[code] ?? `is no YAML: ${message}`;

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function placed(fault: Placeless, document: Document, lines: LineCounter): Fault {
  return {
    ...placeAt(lines, offsetOf(document, fault.path, fault.key === true)),
    path: pathText(fault.path),
    message: fault.message,
  };
}

/** Where the value (or the key) of a path begins; the nearest enclosing one when it is not in the file. */
function offsetOf(document: Document, path: readonly PropertyKey[], key: boolean): number {
  if (key) {
    const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent)
      ? parent.items.find(
          (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === path.at(-1),
        )
      : undefined;
    if (pair !== undefined && isNode(pair.key) && pair.key.range) return pair.key.range[0];
  }
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
