/** What a line tells; a terminal colours its head by that, and nobody reads the line to find out. */
export type LineKind = 'well' | 'sure-cause' | 'warning' | 'section' | 'avoid' | 'detail' | 'plain';

/** A line of a note: its head, which may be coloured, and the rest. */
export interface Line {
  readonly kind: LineKind;
  readonly head: string;
  readonly rest: string;
}

export const line = (kind: LineKind, head: string, rest = ''): Line => ({ kind, head, rest });

/** A line without a head of its own. */
export const plain = (rest: string): Line => line('plain', '', rest);

export const lineText = ({ head, rest }: Line): string => `${head}${rest}`;
