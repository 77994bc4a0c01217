import * as z from 'zod/mini';
import {
  count,
  flag,
  list,
  maybeCount,
  maybeFlag,
  maybeIntOrText,
  maybeRecord,
  maybeText,
  record,
  text,
  textMap,
} from '../lenient.ts';
import { labelSelector, metadata } from './shared.ts';

/** The way to pods. */

export const service = record({
  metadata,
  spec: record({
    type: text,
    clusterIP: text,
    externalName: text,
    selector: textMap,
    publishNotReadyAddresses: flag,
    ports: list(
      record({ name: text, port: count, targetPort: maybeIntOrText, protocol: text, appProtocol: text }),
    ),
  }),
});

export const endpointSlice = record({
  metadata,
  addressType: text,
  ports: list(record({ name: text, port: maybeCount, protocol: text })),
  endpoints: list(
    record({
      addresses: list(text),
      conditions: record({ ready: maybeFlag, serving: maybeFlag, terminating: maybeFlag }),
      nodeName: text,
      targetRef: maybeRecord({ kind: text, name: text, namespace: text, uid: text }),
    }),
  ),
});

const ingressBackend = {
  service: maybeRecord({ name: text, port: record({ name: text, number: maybeCount }) }),
};

export const ingress = record({
  metadata,
  spec: record({
    ingressClassName: maybeText,
    defaultBackend: maybeRecord(ingressBackend),
    tls: list(record({ hosts: list(text), secretName: text })),
    rules: list(
      record({
        host: text,
        http: maybeRecord({
          paths: list(record({ path: text, pathType: text, backend: record(ingressBackend) })),
        }),
      }),
    ),
  }),
  status: record({ loadBalancer: record({ ingress: list(record({ hostname: text, ip: text })) }) }),
});

export const ingressClass = record({ metadata, spec: record({ controller: text }) });

const networkPeer = record({
  podSelector: z.catch(z.optional(labelSelector), undefined),
  namespaceSelector: z.catch(z.optional(labelSelector), undefined),
  ipBlock: maybeRecord({ cidr: text, except: list(text) }),
});

const networkPorts = list(record({ protocol: text, port: maybeIntOrText, endPort: maybeCount }));

export const networkPolicy = record({
  metadata,
  spec: record({
    podSelector: labelSelector,
    policyTypes: list(text),
    /** undefined and [] differ from [{}]: nothing allowed, and everything allowed. */
    ingress: list(record({ from: list(networkPeer), ports: networkPorts })),
    egress: list(record({ to: list(networkPeer), ports: networkPorts })),
  }),
});

export type Service = z.infer<typeof service>;
export type EndpointSlice = z.infer<typeof endpointSlice>;
export type Ingress = z.infer<typeof ingress>;
export type IngressClass = z.infer<typeof ingressClass>;
export type NetworkPolicy = z.infer<typeof networkPolicy>;
