import { createReadStream } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { codeOf } from '../error-text.ts';
import { UsageError } from '../usage-error.ts';

/** Bytes: the kubeconfig of someone with 500 clusters is 2 MB; more is no kubeconfig, and may never end (/dev/zero). */
const MAX_BYTES = 8 * 1024 * 1024;

export type Environment = Readonly<Record<string, string | undefined>>;

/** The kubeconfigs to read, as kubectl chooses them. */
export interface KubeconfigFiles {
  readonly files: readonly string[];
  /** True where a file must be there: kubectl passes over what is missing of $KUBECONFIG and of ~/.kube/config. */
  readonly required: boolean;
}

/** The flag, else $KUBECONFIG (a list), else ~/.kube/config. */
export function kubeconfigFiles(flag: string | undefined, env: Environment): KubeconfigFiles {
  if (flag !== undefined) return { files: [flag], required: true };
  const listed = (env.KUBECONFIG ?? '').split(delimiter).filter((file) => file !== '');
  const usual = join(env.HOME || homedir(), '.kube', 'config');
  return { files: listed.length > 0 ? listed : [usual], required: false };
}

/** A kubeconfig's text; undefined where there is no such file. @throws UsageError when it cannot be read. */
export async function readKubeconfigFile(file: string): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // By a stream: it may be a pipe (--kubeconfig <(...)).
    for await (const chunk of createReadStream(file, { end: MAX_BYTES }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      chunks.push(chunk);
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    throw new UsageError(`kubeconfig ${file} cannot be read (${code})`);
  }
  if (bytes > MAX_BYTES)
    throw new UsageError(`kubeconfig ${file} is larger than ${MAX_BYTES >> 20} MiB; is it a kubeconfig?`);
  return Buffer.concat(chunks).toString('utf8');
}
