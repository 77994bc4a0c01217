import { stringify } from 'yaml';
import { COLLECTORS } from '../collectors/index.ts';
import { roleManifests } from '../collectors/role-manifest.ts';
import { ANALYZERS } from '../diagnosis/mechanisms/index.ts';
import type { Command } from '../local/io.ts';
import { parseOptions } from '../local/options.ts';
import { UsageError } from '../local/usage-error.ts';
import { defined } from '../model/present.ts';
import type { OptionalRight } from '../model/rbac.ts';
import { explainRights } from './rbac-explain.ts';

const HELP = `usage: firstnote rbac [OPTION...] | kubectl apply -f -

Prints the roles that the collectors need, generated from what each declares: get and list, nothing that writes.

  --namespace NAME             a Role in this namespace; only kinds without a namespace stay in a ClusterRole
  --service-account NS/NAME    make and bind this account; without it the group "firstnote" is bound
  --secrets                    list Secrets too: to see names of keys; the API can only give the values with them
  --exec NAMESPACE[,...]       a role in each of these namespaces to run programs in pods (probes from inside,
                               pg_stat_activity, Redis INFO), for the group "firstnote-exec" alone
  --explain                    instead of the roles: what each right is for and which causes are lost without it
  --prometheus NS/SERVICE:PORT a role of its own to reach Prometheus through the API server
`;

const string = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const FLAGS = {
  namespace: { type: 'string', short: 'n' },
  'service-account': string,
  secrets: flag,
  exec: { type: 'string', multiple: true },
  prometheus: string,
  explain: flag,
  help: { type: 'boolean', short: 'h' },
} as const;

function pair(option: string, value: string, form: string): [string, string] {
  const [namespace = '', name = '', ...more] = value.split('/');
  if (namespace === '' || name === '' || more.length > 0)
    throw new UsageError(`${option} "${value}" is not of the form ${form}`);
  return [namespace, name];
}

/** A name of a namespace (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names). */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** `--exec` alone is a mistake with a sentence of its own: nothing may run programs in all pods of a cluster. */
function named(argv: readonly string[]): readonly string[] {
  const at = argv.indexOf('--exec');
  const value = argv[at + 1];
  if (at !== -1 && (value === undefined || value.startsWith('-')))
    throw new UsageError(
      '--exec names no namespace: say in which ones programs may be run in pods (--exec production,databases)',
    );
  return argv;
}

function namespacesOf(given: readonly string[]): readonly string[] {
  const names = [...new Set(given.flatMap((each) => each.split(',')))];
  const wrong = names.find((name) => !LABEL.test(name));
  if (wrong !== undefined) throw new UsageError(`--exec "${wrong}" is not a namespace name`);
  return names;
}

/** `firstnote rbac`. */
export const run: Command = async (argv, io) => {
  const { values } = parseOptions('rbac', named(argv), FLAGS);
  if (values.help) {
    io.stdout(HELP);
    return 0;
  }
  if (values.explain) {
    io.stdout(`${explainRights(COLLECTORS, ANALYZERS).join('\n')}\n`);
    return 0;
  }
  const rights = new Set<Exclude<OptionalRight, 'exec'>>();
  if (values.secrets) rights.add('secrets');
  if (values.prometheus !== undefined) rights.add('prometheus');
  const account = values['service-account'];
  const [accountNamespace, accountName] = account ? pair('--service-account', account, 'NAMESPACE/NAME') : [];
  const [proxyNamespace, service] = values.prometheus
    ? pair('--prometheus', values.prometheus, 'NAMESPACE/SERVICE:PORT')
    : [];
  const manifests = roleManifests(COLLECTORS, {
    rights,
    execIn: namespacesOf(values.exec ?? []),
    ...defined({ namespace: values.namespace }),
    ...(accountNamespace && accountName
      ? { serviceAccount: { namespace: accountNamespace, name: accountName } }
      : {}),
    ...(proxyNamespace && service ? { prometheus: { namespace: proxyNamespace, service } } : {}),
  });
  io.stdout(manifests.map((manifest) => stringify(manifest)).join('---\n'));
  return 0;
};
