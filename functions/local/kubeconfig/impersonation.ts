import { UsageError } from '../usage-error.ts';
import type { KubeconfigUser } from './read.ts';

type Headers = Record<string, string | string[]>;

/** Node writes a header's text as Latin-1, and the API server reads UTF-8. */
const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** A key as part of a header's name: all that may not stand there, and "%" itself, is percent-encoded. */
const headerKey = (key: string): string =>
  [...Buffer.from(key, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      const stays = /[A-Za-z0-9!#$&'*+.^_`|~-]/.test(character);
      return stays ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

/**
 * Whom to act as (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation). client-node
 * sends `as` alone. @throws UsageError where the rest is there without it: kubectl refuses that, too.
 */
export function impersonationHeaders(user: KubeconfigUser): Headers {
  const extra = Object.entries(user.impersonateExtra);
  if (!user.impersonateUser) {
    if (user.impersonateUid || user.impersonateGroups.length > 0 || extra.length > 0)
      throw new UsageError(
        `user "${user.name}" in the kubeconfig has as-uid, as-groups or as-user-extra without as; name the user to act as`,
      );
    return {};
  }
  return {
    'Impersonate-User': bytes(user.impersonateUser),
    ...(user.impersonateUid ? { 'Impersonate-Uid': bytes(user.impersonateUid) } : {}),
    ...(user.impersonateGroups.length > 0 ? { 'Impersonate-Group': user.impersonateGroups.map(bytes) } : {}),
    ...Object.fromEntries(
      extra.map(([key, values]) => [`Impersonate-Extra-${headerKey(key)}`, values.map(bytes)]),
    ),
  };
}
