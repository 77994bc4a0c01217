import type { Send } from './http.ts';

/** PagerDuty's largest page (https://developer.pagerduty.com/docs/pagination). */
const PAGE_SIZE = 100;
/** Enough for a large incident or account; a bound so that a broken `more` never loops. */
const MAX_PAGES = 10;

type Page<Item> = (answer: unknown) => { items: Item[]; more: boolean };

/** All items of a list that is paged by offset and `more`. */
export async function pages<Item>(
  send: Send,
  path: string,
  read: Page<Item>,
  query: Readonly<Record<string, string | string[]>> = {},
): Promise<Item[]> {
  const all: Item[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const offset = String(page * PAGE_SIZE);
    const answer = await send({
      method: 'get',
      path,
      query: { ...query, limit: String(PAGE_SIZE), offset },
    });
    const { items, more } = read(answer);
    all.push(...items);
    if (!more || items.length === 0) break;
  }
  return all;
}
