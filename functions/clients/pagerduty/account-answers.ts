import * as z from 'zod/mini';
import { flag, list, record, text } from '../../model/lenient.ts';
import type { Service, User, WebhookSubscription } from './account-port.ts';

/** Answers about an account, read as leniently as those of incidents (answers.ts). */

const userShape = record({
  user: record({
    ...{ id: text, name: text, summary: text, email: text, role: text },
    contact_methods: z.catch(z.optional(z.array(z.unknown())), undefined),
  }),
});

/** A user out of `GET /users/{id}`. */
export function readUser(answer: unknown): User {
  const { id, name, summary, email, role, contact_methods } = userShape.parse(answer).user;
  return { id, name: name === '' ? summary : name, email, role, contactMethods: contact_methods?.length };
}

const SCOPES = {
  account_reference: 'account',
  service_reference: 'service',
  team_reference: 'team',
} as const satisfies Readonly<Record<string, WebhookSubscription['scope']['type']>>;
const isScope = (type: string): type is keyof typeof SCOPES => Object.hasOwn(SCOPES, type);

const subscriptionsShape = record({
  more: z.catch(z.boolean(), false),
  webhook_subscriptions: list(
    record({
      id: text,
      // Absent means active (the document's default).
      active: z.catch(z.boolean(), true),
      delivery_method: record({ url: text, temporarily_disabled: flag }),
      events: list(text),
      filter: record({ type: text, id: text }),
    }),
  ),
});

/** One page of webhook subscriptions. */
export function readSubscriptions(answer: unknown): { items: WebhookSubscription[]; more: boolean } {
  const { webhook_subscriptions, more } = subscriptionsShape.parse(answer);
  const items = webhook_subscriptions.map(({ id, active, delivery_method, events, filter }) => ({
    id,
    url: delivery_method.url,
    active,
    temporarilyDisabled: delivery_method.temporarily_disabled,
    events,
    scope: { type: isScope(filter.type) ? SCOPES[filter.type] : ('' as const), id: filter.id },
  }));
  return { items, more };
}

const servicesShape = record({
  more: z.catch(z.boolean(), false),
  services: list(record({ id: text, name: text, summary: text })),
});

/** One page of services. */
export function readServices(answer: unknown): { items: Service[]; more: boolean } {
  const { services, more } = servicesShape.parse(answer);
  const items = services.map(({ id, name, summary }) => ({ id, name: name === '' ? summary : name }));
  return { items, more };
}
