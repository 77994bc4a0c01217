import { dateAndClock } from '../../text/format.ts';

/**
 * The page, saying at its foot until when (epoch ms) the link that opened it works: who forwards it or files it with a
 * review knows. Said when it is shown, so that a page written earlier says it, too; whatever comes out of a cluster is
 * escaped, so that none of it reads like a tag.
 */
export const withLinkLife = (page: string, until: number): string =>
  page.replace(
    '</footer>',
    () => ` · this link works until ${dateAndClock(new Date(until).toISOString())}</footer>`,
  );
