import { type HttpHandler, http } from '../runtime/http.ts';
import { modeOf } from '../runtime/mode.ts';
import { openRuntime } from '../runtime/open-runtime.ts';
import { openStore } from '../runtime/open-store.ts';
import { configuredMode, minuteMs, settingsOf } from '../runtime/settings.ts';
import { type ViewPorts, view } from './view.ts';

/** Report pages and time lines, by their links. */
export const createHandler = (open: () => Promise<ViewPorts>): HttpHandler => http(open, view);

export const handler = createHandler(async () => {
  const settings = settingsOf('view');
  const { storeUrl } = settings.needed('storeUrl');
  const runtime = openRuntime(settings);
  const store = await openStore(storeUrl);
  const mode = modeOf(store, configuredMode(settings), runtime);
  return { ...runtime, store, minuteMs: minuteMs(settings), mode };
});
