import type { Report } from '../../model/report.ts';
import { renderNote } from '../note/note.ts';
import { type PageContext, renderPage } from './page.ts';

/** A report as it is published: the note, and the page that the note links to. */
export interface Edition {
  readonly note: string;
  readonly page: string;
}

/** Both of one report and one context, so that they say the same. */
export const renderEdition = (report: Report, context: PageContext): Edition => ({
  note: renderNote(report, context),
  page: renderPage(report, context),
});
