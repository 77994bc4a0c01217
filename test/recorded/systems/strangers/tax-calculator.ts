import { deployment, edge, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const tax = (rounding: string) =>
  deployment('tax', listening('tax', 'tax-calculator tax', 8100, { ROUNDING: rounding }), { replicas: 2 });

/** A release of the calculator works out each basket so exactly that its callers lose patience. */
export const taxCalculator: System = {
  namespace: 'ledgerly',
  servers: [
    service('tax', 8100),
    tax('banker'),
    service('invoices', 8100),
    deployment('invoices', listening('invoices', 'tax-calculator invoices', 8100)),
    ...edge({ '/': 'http://invoices:8100' }),
  ],
  clients: [visitors(500, 'http://edge/invoice', 'http://edge/invoice/draft')],
  fault: ({ apply }) => apply(tax('exhaustive')),
};
