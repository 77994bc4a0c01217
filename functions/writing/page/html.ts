import { visibleLine } from '../../text/plain.ts';

/** Markup that was made here; everything else is text and is escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
type Part = Markup | string | number | null | undefined | false | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text as it may stand in an element or in a quoted attribute (HTML Standard, 13.1.2.3); hidden characters are shown. */
export const escapeHtml = (text: string): string =>
  visibleLine(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');

/** A template whose every part is escaped unless it is Markup; lists are joined, null and false are nothing. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(
    texts.map((text, index) => text + (index < parts.length ? rendered(parts[index]) : '')).join(''),
  );

function rendered(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return part.map(rendered).join('');
}

/** A link only where its address is http or https: anything else stands as text. */
export function link(address: string, text: string): Markup {
  return /^https?:\/\/[^\s]+$/i.test(address)
    ? html`<a href="${address}" rel="noreferrer noopener">${text}</a>`
    : html`${text}${address === '' ? '' : ` ${address}`}`;
}
