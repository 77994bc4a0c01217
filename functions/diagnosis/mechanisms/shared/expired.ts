import { anyOf } from '../../../text/any-of.ts';

/**
 * How TLS libraries say that a certificate's time is over: OpenSSL 1.0 to 3 (crypto/x509/x509_txt.c, and the alert in
 * ssl/ssl_err.c), Go (crypto/x509/verify.go, crypto/tls/alert.go), Node 4 and later (its code), Java
 * (java.security.cert), NSS (SSLerrs.h). What else a program calls it is its own word.
 */
const EXPIRED = anyOf(
  [
    /certificate (?:has |is )?expired/,
    /x509: certificate has expired or is not yet valid/,
    /CERT_HAS_EXPIRED/,
    /CertificateExpiredException/,
    /SSL_ERROR_EXPIRED_CERT/,
    /sslv3 alert certificate expired/,
    /tls: expired certificate/,
  ],
  'i',
);

/** What is said of the time to come, and what a server says of a client that comes with an old certificate. */
const NOT_THE_SERVER =
  /will expire|about to expire|expires in|resolved|client(?:'s)? certificate|renew(?:ing|ed)/i;

/** Whether a line says that the certificate that it was shown has expired. */
export const saysExpired = (text: string): boolean => EXPIRED.test(text) && !NOT_THE_SERVER.test(text);
