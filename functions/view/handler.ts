import { type HttpHandler, http } from '../runtime/http.ts';
import { openRuntime } from '../runtime/open.ts';
import { openStore } from '../runtime/open-store.ts';
import { readSettings } from '../runtime/settings.ts';
import { type ViewPorts, view } from './view.ts';

/** Report pages and time lines, by their links. */
export const createHandler = (open: () => Promise<ViewPorts>): HttpHandler => http(open, view);

export const handler = createHandler(async () => ({
  ...openRuntime('view'),
  store: await openStore(readSettings(process.env, ['storeUrl']).storeUrl),
}));
