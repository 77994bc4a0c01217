import { makeCertificate } from './emulator/certificates.ts';
import { CACHE } from './emulator/ministack.ts';

/** The emulator's certificate, before the tests' process starts: Node 20 reads NODE_EXTRA_CA_CERTS then and never again. */
makeCertificate(`${CACHE}/tls`, 'aws');
