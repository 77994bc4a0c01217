import { assertNever } from '../../model/assert-never.ts';
import type { NamedBy } from '../../model/named-by.ts';

/** "env DATABASE_URL", "ConfigMap gateway, key nginx.conf", "Secret database, key url", "command of wait-for-db", "playbook, PostgreSQL", "log". */
export function namedByText(via: NamedBy): string {
  switch (via.kind) {
    case 'env':
      return `env ${via.name}`;
    case 'config-map':
      return `ConfigMap ${via.configMap}, key ${via.key}`;
    case 'secret':
      return `Secret ${via.secret}, key ${via.key}`;
    case 'command':
      return `command of ${via.container}`;
    case 'playbook':
      return `playbook, ${via.dependency}`;
    case 'log':
      return 'log';
    default:
      return assertNever(via);
  }
}
