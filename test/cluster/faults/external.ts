import { GEMINI, MAPBOX, S3 } from '../dojopool/manifests/outside.ts';
import { type Fault, object } from '../harness/fault.ts';
import type { OutsideFault } from '../harness/outside.ts';
import { apiErrors } from './shows.ts';

interface ExternalFault {
  readonly name: string;
  readonly host: string;
  readonly fault: OutsideFault;
  /** What the API logs of it. */
  readonly logs: string;
  readonly causes: readonly string[];
  /** What the note's first cause says. */
  readonly words: RegExp;
  /** What the note says elsewhere: the one route that fails, what the playbook has for it. */
  readonly note: readonly RegExp[];
}

const external = ({ name, host, fault, logs, causes, words, note }: ExternalFault): Fault => ({
  name,
  inject: (system) => system.outside(host, fault),
  shows: async (system) => {
    await apiErrors(system, logs, 5);
  },
  expected: { causes, objects: [object('External', host)], words, note, only: true },
  revert: (system) => system.outside(host, 'well'),
  lastsMs: 6000,
});

const ASSISTANT = [/POST \/api\/assistant/, /circuit breaker of Gemini/];
const MAPS = [/GET \/api\/venues\/:id\/map/, /circuit breaker of Mapbox/];
const PHOTOS = [/PUT \/api\/venues\/:id\/photo/, /circuit breaker of S3/];

/** The runbook's "external service failures": three services that DojoPool calls over TLS, each in two ways or more. */
export const EXTERNAL_FAULTS: readonly Fault[] = [
  external({
    name: 'gemini-answers-500',
    host: GEMINI,
    fault: '500',
    logs: 'An internal error has occurred',
    causes: ['dependency-error'],
    words: /500/,
    note: ASSISTANT,
  }),
  external({
    name: 'gemini-limits-with-retry-after',
    host: GEMINI,
    fault: '429-later',
    logs: 'Resource has been exhausted',
    causes: ['rate-limited'],
    words: /429|exhausted|limit/,
    note: ASSISTANT,
  }),
  external({
    name: 'mapbox-hangs',
    host: MAPBOX,
    fault: 'hangs',
    logs: 'mapbox geocoding failed',
    causes: ['dependency-unreachable', 'slow-dependency', 'dependency-error'],
    words: /timed? ?out|timeout|does not answer|in time/,
    note: MAPS,
  }),
  external({
    name: 'mapbox-limits',
    host: MAPBOX,
    fault: '429',
    logs: 'mapbox geocoding answered 429',
    causes: ['rate-limited'],
    words: /429|limit/,
    note: MAPS,
  }),
  external({
    name: 'mapbox-token-revoked',
    host: MAPBOX,
    fault: 'revoked',
    logs: 'mapbox geocoding answered 401',
    causes: ['dependency-error', 'cloud-access-denied'],
    words: /401|refuses|credential|key|token/,
    note: MAPS,
  }),
  external({
    name: 's3-certificate-expired',
    host: S3,
    fault: 'expired',
    logs: 'S3 PutObject failed',
    causes: ['certificate-expired'],
    words: /expired/,
    note: PHOTOS,
  }),
  external({
    name: 's3-key-revoked',
    host: S3,
    fault: 'revoked',
    logs: 'InvalidAccessKeyId',
    causes: ['dependency-error', 'cloud-access-denied'],
    words: /403|InvalidAccessKeyId|refuses|credential|key/,
    note: PHOTOS,
  }),
];
