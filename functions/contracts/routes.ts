/** The routes, each of an API of its own, as API Gateway writes them; the local host serves both. */
export const ROUTES = {
  /** PagerDuty's webhook subscription delivers here. */
  webhook: { method: 'POST', path: '/pagerduty' },
  /** The report page of an occurrence; what its link must carry to be answered is the view function's business. */
  report: { method: 'GET', path: '/reports/{occurrence}' },
} as const;
