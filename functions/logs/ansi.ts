const ESCAPE = String.fromCharCode(27);
/** Control sequences (ECMA-48, 5.4): colours, cursor movements. */
const SEQUENCE = new RegExp(`${ESCAPE}\\[[0-9;?]{0,20}[ -/]?[@-~]`, 'g');
const CONTROL = /(?!\t)\p{Cc}/gu;

export const hasAnsi = (text: string): boolean => text.includes(ESCAPE);
export const stripAnsi = (text: string): string => text.replace(SEQUENCE, '');
/** Without control sequences and control characters, tabs aside. */
export const printable = (text: string): string => stripAnsi(text).replace(CONTROL, '');
