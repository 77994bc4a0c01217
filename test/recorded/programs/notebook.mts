import { clock, serve } from './kit.mts';

/** Shows pages. Logs as Ktor does. */
serve(8480, ({ path }) => {
  console.log(`${clock()} [eventLoop-3] TRACE notebook.Pages - leafed to ${path}`);
  return { status: 200 };
});
