import { describe, expect, it } from '@jest/globals';
import { certificate } from '../../../functions/analyzers/certificate.ts';
import { app, findingsOf, join, log, podName, service, short } from './cluster.ts';

const failing = {
  requests: 100,
  endpoints: [
    {
      method: 'GET',
      path: '/x',
      requests: 100,
      errors5xx: 40,
      errors4xx: 0,
      p50: null,
      p95: null,
      byStatus: {},
    },
  ],
};
const says = (line: string, count = 40, peers: readonly string[] = [], more: object = failing) => ({
  logs: [log({ pod: podName('api'), ...more }, { [line]: count }, peers)],
});

describe('certificate', () => {
  it('names the one that serves the certificate, not the one that is shown it', () => {
    const parts = join(
      app('api'),
      app('geo'),
      { services: [service('geo')] },
      says('request to https://geo:8443 failed: certificate has expired', 40, ['geo:8443']),
    );
    expect(short(findingsOf(certificate, parts))).toEqual(['certificate-expired Deployment/geo proof']);
  });

  it('names the workload itself where nobody else is named', () => {
    expect(
      short(
        findingsOf(certificate, join(app('api'), says('x509: certificate has expired or is not yet valid'))),
      ),
    ).toEqual(['certificate-expired Deployment/api proof']);
  });

  it('is not sure where pods and requests are well: somebody lives with it', () => {
    const parts = join(app('api'), says('x509: certificate has expired or is not yet valid', 40, [], {}));
    expect(short(findingsOf(certificate, parts))).toEqual(['certificate-expired Deployment/api strong']);
  });

  it('leaves out a warning that one will expire', () => {
    expect(
      findingsOf(
        certificate,
        join(app('api'), says('certificate expired-soon: will expire in 20 days; CERT_HAS_EXPIRED is next')),
      ),
    ).toEqual([]);
  });
});
