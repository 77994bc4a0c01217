import { randomBytes } from 'node:crypto';
import type { HttpHandler, Route } from './gateway.ts';
import { type PageModel, renderBoard, renderPage } from './page.ts';
import { behindKey } from './page-key.ts';

/** What a visitor of the page may do to the stand-in's incident. */
export interface PageActions {
  readonly acknowledge: (incidentId: string) => void;
  readonly resolve: (incidentId: string) => void;
}

/**
 * The host's own page: "/" and the part of it that changes, for whoever has its key. `actions` is absent with a real
 * account: there, incidents are dealt with in PagerDuty.
 */
export function pageRoutes(model: () => PageModel, key: string, actions?: PageActions): readonly Route[] {
  const formAction = actions ? "'self'" : "'none'";
  const html = (body: string, policy: string) => ({
    statusCode: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; frame-ancestors 'none'; base-uri 'none'; connect-src 'self'; form-action ${formAction}; img-src data:; ${policy}`,
      // With no-referrer its own buttons would send "Origin: null" (https://fetch.spec.whatwg.org/#origin-header).
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    body,
  });
  const page: HttpHandler = async () => {
    const nonce = randomBytes(16).toString('base64');
    return html(renderPage(model(), nonce), `script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`);
  };
  const board: HttpHandler = async () => html(renderBoard(model()), '');
  const act =
    (action: (incidentId: string) => void): HttpHandler =>
    async ({ headers, pathParameters }) => {
      // A page of somebody else's could post here too: a browser then says where it comes from.
      if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
        return { statusCode: 403, body: 'not from another page' };
      }
      try {
        action(pathParameters?.incident ?? '');
        return { statusCode: 303, headers: { location: '/' } };
      } catch (error) {
        return { statusCode: 409, body: error instanceof Error ? error.message : String(error) };
      }
    };
  const routes: readonly Route[] = [
    { method: 'GET', path: '/', handle: page },
    { method: 'GET', path: '/local/board', handle: board },
    ...(actions
      ? [
          { method: 'POST', path: '/local/acknowledge/{incident}', handle: act(actions.acknowledge) },
          { method: 'POST', path: '/local/resolve/{incident}', handle: act(actions.resolve) },
        ]
      : []),
  ];
  return routes.map((route) => behindKey(key, route));
}
