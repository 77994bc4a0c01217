import { fileURLToPath } from 'node:url';
import type { Aws } from '../clients/aws/port.ts';
import type { StorePort } from '../clients/store/port.ts';
import { s3Store } from '../clients/store/s3.ts';
import { openAws } from './open-aws.ts';

/**
 * The store that STORE_URL names: "s3://BUCKET" or "file:///FOLDER". `aws` is asked for in the first case only: a
 * function's own unless the caller has another (functions/local/operator-aws.ts).
 */
export async function openStore(
  url: string,
  aws: () => Aws | Promise<Aws> = () => openAws(process.env),
): Promise<StorePort> {
  if (url.startsWith('file:')) {
    // The local host's alone: a function does not load it.
    const { directoryStore } = await import('../clients/store/directory.ts');
    return directoryStore(fileURLToPath(url));
  }
  return s3Store(await aws(), url.slice('s3://'.length));
}
