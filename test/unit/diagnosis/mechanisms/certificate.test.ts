import { describe, expect, it } from '@jest/globals';
import { certificate } from '../../../../functions/diagnosis/mechanisms/network/certificate.ts';
import { ago, app, findingsOf, join, log, podName, service, short, viewOf } from './cluster.ts';

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

  describe('where the lines name nobody, and one Service is called over TLS', () => {
    const geocoder = { name: 'GEO_URL', value: 'https://geo:8443' };
    const minute = (seconds: number, requests: number) => ({
      ...{ at: ago(seconds), requests, errors5xx: 0, errors4xx: 0, byMethod: {} },
    });
    const parts = (minutes: readonly object[]) =>
      join(
        app('api', { container: { env: [geocoder] } }),
        app('geo'),
        { services: [service('geo', { ports: [{ port: 8443, targetPort: 8443 }] })] },
        says('certificate has expired'),
        { logs: [log({ pod: podName('geo'), minutes: minutes as never })] },
      );

    it('names that one, which has answered nobody since', () => {
      expect(short(findingsOf(certificate, parts([minute(300, 900), minute(120, 4)])))).toEqual([
        'certificate-expired Deployment/geo proof',
      ]);
    });

    it('blames nobody for sure where that one goes on answering', () => {
      expect(short(findingsOf(certificate, parts([minute(300, 900), minute(120, 5)])))).toEqual([
        'certificate-expired Deployment/api hint',
      ]);
    });
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

describe('the end of a certificate', () => {
  const found = (...lines: readonly string[]) =>
    certificate.analyze(viewOf(join(app('api'), ...lines.map((line) => says(line)))));

  it.each([
    ['OpenSSL', 'SSL certificate problem: certificate has expired'],
    ['curl', 'server certificate verification failed: certificate expired'],
    ['GnuTLS', 'The certificate is expired'],
    ['Node', 'Error: CERT_HAS_EXPIRED'],
    ['Java', 'java.security.cert.CertificateExpiredException: NotAfter'],
    ['NSS', 'SSL_ERROR_EXPIRED_CERT_ALERT'],
    ['an alert', 'SSL alert number 45: sslv3 alert certificate expired'],
    ['Go', 'remote error: tls: expired certificate'],
  ])('is told in the words of %s', (_, line) => {
    expect(found(line)).toHaveLength(1);
  });

  it.each([
    'certificate will expire in 20 days; certificate is expired then',
    'CERT_HAS_EXPIRED: about to expire',
    'certificate expires in 2 days, not certificate expired',
    // No library's: a program's own name for something of its own.
    'SignedWithExpiredCertificateException: NotAfter of the signer',
    'resolved: certificate has expired',
    'client certificate has expired',
    "client's certificate has expired",
    'renewing, since the certificate has expired',
    'renewed: certificate has expired',
    'certificate of 2025 accepted',
    'session expired',
    'token is expired',
  ])('is not told in: %s', (line) => {
    expect(found(line)).toEqual([]);
  });

  it('is counted over all its lines', () => {
    const [both] = found('CERT_HAS_EXPIRED', 'tls: expired certificate');
    expect(both?.evidence).toMatchObject([{ says: 'certificate-refused', caller: 'api', lines: 80 }]);
  });

  it('is that of the one who is called over TLS, where the lines name nobody', () => {
    const parts = join(
      app('api', { container: { env: [{ name: 'GEO', value: 'https://geo' }] } }),
      app('geo'),
      { services: [service('geo')] },
      says('certificate has expired'),
    );
    expect(certificate.analyze(viewOf(parts))[0]?.object.name).toBe('geo');
    const own = join(
      app('api'),
      { services: [service('api')] },
      says('certificate has expired', 40, ['api:443']),
    );
    expect(certificate.analyze(viewOf(own))[0]).toMatchObject({
      object: { name: 'api' },
      title: { served: false },
    });
  });
});
