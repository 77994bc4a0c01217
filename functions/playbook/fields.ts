import * as z from 'zod/mini';
import { promqlFault } from './promql.ts';
import { selectorFault } from './selector.ts';

/** A string with a description that editors show, and one sentence for what does not fit. */
const patterned = (pattern: RegExp, error: string, description: string) =>
  z.string().check(z.regex(pattern, { error })).register(z.globalRegistry, { description });

const judged = (fault: (text: string) => string | null, description: string) =>
  z
    .string()
    .check((context) => {
      const message = fault(context.value);
      if (message !== null) context.issues.push({ code: 'custom', message, input: context.value });
    })
    .register(z.globalRegistry, { description });

/** Text for people, never empty. */
export const words = (description: string) => patterned(/\S/, 'must not be empty', description);

/** A Kubernetes name (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names). */
export const dnsLabel = (description: string) =>
  patterned(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    'must be a Kubernetes name: lower-case letters, digits and "-", at most 63',
    description,
  );

/** "deployment/dojopool-api". */
export const workloadName = (description: string) =>
  patterned(
    /^(deployment|statefulset|daemonset|job|cronjob)\/[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
    'must be KIND/NAME with KIND one of deployment, statefulset, daemonset, job, cronjob',
    description,
  );

/** A host name without scheme, port or path (RFC 1123), or an IPv4 address. */
export const hostName = (description: string) =>
  patterned(
    /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/i,
    'must be a host name alone, without scheme, port or path',
    description,
  );

export const httpUrl = (description: string) =>
  patterned(
    /^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/,
    'must be a URL with http:// or https:// and no user in it',
    description,
  );

/** A Prometheus by URL, or as service:NAMESPACE/NAME:PORT through the API server's service proxy. */
export const prometheusAddress = (description: string) =>
  patterned(
    /^(https?:\/\/[^\s/?#@]+([/?#]\S*)?|service:[a-z0-9][-a-z0-9]*\/[a-z0-9][-a-z0-9]*:[a-z0-9][-a-z0-9]*)$/,
    'must be a URL or service:NAMESPACE/NAME:PORT',
    description,
  );

/** PagerDuty's object ids ("PABC123", "Q1ABCDEFGH..."): capital letters and digits. */
export const pagerDutyId = (description: string) =>
  patterned(
    /^[A-Z0-9]{5,25}$/,
    'must be a PagerDuty id: capital letters and digits, as in its URL',
    description,
  );

/** A role or database name that is safe as one shell word. */
export const databaseName = (description: string) =>
  patterned(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/, 'must be letters, digits, "_", "." or "-"', description);

export const port = (description: string) =>
  z
    .number()
    .check(
      z.int({ error: 'must be a whole number from 1 to 65535' }),
      z.minimum(1, { error: 'must be a whole number from 1 to 65535' }),
      z.maximum(65535, { error: 'must be a whole number from 1 to 65535' }),
    )
    .register(z.globalRegistry, { description });

export const labelSelector = (description: string) => judged(selectorFault, description);
export const promql = (description: string) => judged(promqlFault, description);
