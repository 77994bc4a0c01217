import type { ObjectRef } from '../model/object-ref.ts';
import type { Target } from '../model/report.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { UsageError } from './usage-error.ts';

/** Kinds of workloads by the names that kubectl takes. */
const KINDS: Readonly<Record<string, string>> = {
  deployment: 'Deployment',
  deployments: 'Deployment',
  deploy: 'Deployment',
  statefulset: 'StatefulSet',
  statefulsets: 'StatefulSet',
  sts: 'StatefulSet',
  daemonset: 'DaemonSet',
  daemonsets: 'DaemonSet',
  ds: 'DaemonSet',
  job: 'Job',
  cronjob: 'CronJob',
};

/** An object's name (RFC 1123): what else is given is a mistake, and must not become part of a path. */
const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** "deployment/api" as a reference. @throws UsageError when it is not of that form. */
export function parseWorkload(value: string, namespace: string): ObjectRef {
  const [kind = '', name = '', ...more] = value.split('/');
  const known = KINDS[kind.toLowerCase()];
  if (known === undefined || !NAME.test(name) || more.length > 0)
    throw new UsageError(`workload "${value}" is not KIND/NAME; write it as deployment/api`);
  return { kind: known, namespace, name };
}

/**
 * What to look at: flags before the playbook before the kubeconfig's context.
 * @throws UsageError for names that cannot be names.
 */
export function chooseTarget(options: {
  readonly cluster: string;
  readonly namespace: string | undefined;
  readonly workload: string | undefined;
  readonly playbook: Playbook | undefined;
  readonly contextNamespace: string | undefined;
}): Target {
  const { playbook } = options;
  const namespace = options.namespace ?? playbook?.target.namespace ?? options.contextNamespace ?? 'default';
  if (!NAME.test(namespace)) throw new UsageError(`namespace "${namespace}" is no valid name`);
  const ofPlaybook = options.namespace === undefined || options.namespace === playbook?.target.namespace;
  const workload = options.workload ?? (ofPlaybook ? playbook?.target.workload : undefined);
  return {
    cluster: options.cluster,
    namespace,
    ...(workload === undefined ? {} : { workload: parseWorkload(workload, namespace) }),
  };
}
