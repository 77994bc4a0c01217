/** One change of a regular expression's pattern, between two offsets of it. */
export interface PatternEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A piece of a pattern that means one thing: a class, an escape, an opening, a count or one character. */
const PIECES = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:|<[^>]*>)|\{\d+(?:,\d*)?\}|[\s\S]/g;

/**
 * What can be wrong with a pattern, each alone: an anchor or word boundary that is missing, a count that begins one
 * later, a class that is not negated, and an alternative that is missing.
 */
export function patternEdits(pattern: string): readonly PatternEdit[] {
  const pieces = [...pattern.matchAll(PIECES)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
  }));
  return [...pieces.flatMap(editOfPiece), ...alternativeEdits(pieces, pattern.length)];
}

type Piece = PatternEdit;

function editOfPiece({ text, start, end }: Piece): readonly PatternEdit[] {
  if (['^', '$', '\\b'].includes(text)) return [{ start, end, text: '' }];
  if (text.startsWith('[^')) return [{ start, end, text: text.replace('[^', '[') }];
  const [, least, rest = ''] = /^\{(\d+)(.*)\}$/.exec(text) ?? [];
  if (least === undefined) return [];
  const most = Number(/^,(\d+)$/.exec(rest)?.[1] ?? Number.POSITIVE_INFINITY);
  return Number(least) < most ? [{ start, end, text: `{${Number(least) + 1}${rest}}` }] : [];
}

/** Each alternative of a group removed, with one of the bars beside it. */
function alternativeEdits(pieces: readonly Piece[], length: number): readonly PatternEdit[] {
  const edits: PatternEdit[] = [];
  const groups: { from: number; bars: Piece[] }[] = [{ from: 0, bars: [] }];
  const close = (to: number): void => {
    const group = groups.pop();
    if (group === undefined || group.bars.length === 0) return;
    const ends = [...group.bars.map(({ start }) => start), to];
    const starts = [group.from, ...group.bars.map(({ end }) => end)];
    starts.forEach((start, at) => {
      const end = ends[at] ?? to;
      const isLast = at === starts.length - 1;
      edits.push(isLast ? { start: start - 1, end, text: '' } : { start, end: end + 1, text: '' });
    });
  };
  for (const piece of pieces) {
    if (piece.text.startsWith('(')) groups.push({ from: piece.end, bars: [] });
    else if (piece.text === '|') groups.at(-1)?.bars.push(piece);
    else if (piece.text === ')') close(piece.start);
  }
  close(length);
  return edits;
}
