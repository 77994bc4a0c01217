import { clock } from '../../text/format.ts';
import { type Calls, type MadeCall, wasCalled } from '../note/context.ts';
import { html, type Markup } from './html.ts';

/**
 * Where the calls stand in a page: they go on after it was written, so whoever shows the page puts them in. Whatever
 * comes out of a cluster is escaped, so that none of it reads like this.
 */
export const CALLS_PLACE = '<!--calls-->';

/** The page with the calls as they are now. */
export const withCalls = (page: string, calls: Calls): string =>
  page.replace(CALLS_PLACE, () => callsPart(calls).text);

/** Who was called, who could not be, and who is next; nothing where nobody is called. */
export function callsPart({ nextCalls, callsAreOff = false, madeCalls = [] }: Calls): Markup {
  const of = (outcome: MadeCall['outcome']) => madeCalls.filter((call) => call.outcome === outcome);
  return html`${line('Called', madeCalls.filter(wasCalled))}${line('Could not be called yet', of('waiting'))}${line('Could not be called', of('failed'))}${callsAreOff && OFF}${line('Called next', nextCalls)}`;
}

const OFF = html`<p class="small">Calls are switched off: nobody is called (firstnote mode)</p>`;

const line = (what: string, calls: readonly { readonly name: string; readonly at: string }[]) =>
  calls.length > 0 &&
  html`<p class="small">${what}: ${calls.map(({ name, at }) => `${clock(at)} ${name}`).join(', ')}</p>`;
