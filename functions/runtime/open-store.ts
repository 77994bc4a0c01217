import { fileURLToPath } from 'node:url';
import { directoryStore } from '../clients/store/directory.ts';
import type { StorePort } from '../clients/store/port.ts';

/** The store that STORE_URL names: "s3://BUCKET" or "file:///FOLDER". */
export async function openStore(url: string): Promise<StorePort> {
  if (url.startsWith('file:')) return directoryStore(fileURLToPath(url));
  const [{ S3Client }, { s3Store }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('../clients/store/s3.ts'),
  ]);
  return s3Store(new S3Client({}), url.slice('s3://'.length));
}
