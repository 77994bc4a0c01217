import { stringify } from 'yaml';
import type { OptionalRight } from '../collectors/collector.ts';
import { COLLECTORS } from '../collectors/index.ts';
import { roleManifests } from '../collectors/role-manifest.ts';
import type { Command } from './io.ts';
import { parseOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

const HELP = `usage: firstnote rbac [OPTION...] | kubectl apply -f -

Prints the roles that the collectors need, generated from what each declares: get and list, nothing that writes.

  --namespace NAME             a Role in this namespace; only kinds without a namespace stay in a ClusterRole
  --service-account NS/NAME    make and bind this account; without it the group "firstnote" is bound
  --secrets                    list Secrets too: to see names of keys; the API can only give the values with them
  --exec                       a role of its own for exec in pods: probes from inside, pg_stat_activity, Redis INFO
  --prometheus NS/SERVICE:PORT a role of its own to reach Prometheus through the API server
`;

const string = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const FLAGS = {
  namespace: { type: 'string', short: 'n' },
  'service-account': string,
  secrets: flag,
  exec: flag,
  prometheus: string,
  help: { type: 'boolean', short: 'h' },
} as const;

function pair(option: string, value: string, form: string): [string, string] {
  const [namespace = '', name = '', ...more] = value.split('/');
  if (namespace === '' || name === '' || more.length > 0)
    throw new UsageError(`${option} "${value}" is not of the form ${form}`);
  return [namespace, name];
}

/** `firstnote rbac`. */
export const run: Command = async (argv, io) => {
  const { values } = parseOptions('rbac', argv, FLAGS);
  if (values.help) {
    io.stdout(HELP);
    return 0;
  }
  const rights = new Set<OptionalRight>();
  if (values.secrets) rights.add('secrets');
  if (values.exec) rights.add('exec');
  if (values.prometheus !== undefined) rights.add('prometheus');
  const account = values['service-account'];
  const [accountNamespace, accountName] = account ? pair('--service-account', account, 'NAMESPACE/NAME') : [];
  const [proxyNamespace, service] = values.prometheus
    ? pair('--prometheus', values.prometheus, 'NAMESPACE/SERVICE:PORT')
    : [];
  const manifests = roleManifests(COLLECTORS, {
    rights,
    ...(values.namespace === undefined ? {} : { namespace: values.namespace }),
    ...(accountNamespace && accountName
      ? { serviceAccount: { namespace: accountNamespace, name: accountName } }
      : {}),
    ...(proxyNamespace && service ? { prometheus: { namespace: proxyNamespace, service } } : {}),
  });
  io.stdout(manifests.map((manifest) => stringify(manifest)).join('---\n'));
  return 0;
};
