import { UsageError } from '../usage-error.ts';

/** "line 3, column 5", by the parser's place; its own messages quote the text, which may be a token. */
const placeOf = (linePos: readonly { readonly line: number; readonly col: number }[] | undefined): string =>
  linePos?.[0] ? `line ${linePos[0].line}, column ${linePos[0].col}` : 'its end';

/** "BAD_ALIAS" as words. */
const words = (code: string): string => code.toLowerCase().replaceAll('_', ' ');

/**
 * A kubeconfig's text, JSON or YAML, as values. @throws UsageError with the line of a fault; no part of the text is shown.
 */
export async function parseKubeconfig(file: string, content: string): Promise<unknown> {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    // Most are YAML.
  }
  const { parseDocument } = await import('yaml');
  // What the parser would warn of on standard error (a tag that nobody knows) is a fault here.
  const document = parseDocument(content, { resolveKnownTags: false, logLevel: 'error' });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined)
    throw new UsageError(
      `kubeconfig ${file} is not valid YAML: ${words(fault.code)} at ${placeOf(fault.linePos)}`,
    );
  try {
    return document.toJS() as unknown;
  } catch {
    // All else is found while parsing.
    throw new UsageError(
      `kubeconfig ${file} is not valid YAML: an alias leads nowhere, or there are too many`,
    );
  }
}
