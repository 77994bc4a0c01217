import { readFile } from 'node:fs/promises';
import { createKubernetesClient } from '../clients/kubernetes/http.ts';
import { serverTime } from '../clients/reach/date.ts';
import { directoryStore } from '../clients/store/directory.ts';
import { examine } from '../doctor/examine.ts';
import type { ClusterSetup, DoctorPorts, PagerDutySetup, PlaybookFound } from '../doctor/ports.ts';
import { codeOf } from '../local/error-text.ts';
import type { Command, Io } from '../local/io.ts';
import { type LoadedKubeconfig, loadKubeconfig } from '../local/kubeconfig/load.ts';
import { pagerDutySetup } from '../local/pagerduty-setup.ts';
import { defaultPlaybook } from '../local/read-playbook.ts';
import { chooseTarget } from '../local/target.ts';
import { UsageError } from '../local/usage-error.ts';
import { Failure } from '../model/failure.ts';
import { defined } from '../model/present.ts';
import { DOCTOR_HELP, type DoctorOptions, parseDoctorOptions } from './doctor-options.ts';
import { printLines } from './doctor-print.ts';
import { askStack } from './doctor-stack.ts';
import { checkedAddress } from './prometheus.ts';

type MachineOptions = Extract<DoctorOptions, { of: 'machine' }>;

const PAGERDUTY_US = 'https://api.pagerduty.com';

/** `firstnote doctor`. */
export const run: Command = async (argv, io) => {
  const options = parseDoctorOptions(argv);
  if (options === 'help') {
    io.stdout(DOCTOR_HELP);
    return 0;
  }
  const lines =
    options.of === 'stack' ? await askStack(options, io.env) : await examine(await portsOf(options, io));
  return printLines(lines, options.json, io);
};

async function portsOf(options: MachineOptions, io: Io): Promise<DoctorPorts> {
  const kubeconfig = await kubeconfigOf(options, io);
  const playbooks = await Promise.all(options.playbooks.map((file) => readPlaybook(file, options)));
  const namespace = options.namespace ?? kubeconfig?.loaded?.namespace ?? 'default';
  const assumed: PlaybookFound = {
    ...{ where: `namespace ${namespace}`, playbook: defaultPlaybook(namespace), assumed: true },
  };
  const pagerduty = pagerdutyOf(options, io.env);
  return {
    place: { kind: 'local' },
    now: () => io.now().getTime(),
    playbooks: async () => (playbooks.length > 0 ? playbooks : [assumed]),
    ...defined({ pagerduty }),
    ...(kubeconfig === undefined ? {} : { clusters: clustersOf(kubeconfig, options) }),
    ...(options.state === undefined ? {} : { store: directoryStore(options.state) }),
    serverTime,
  };
}

/** A kubeconfig, or why there is no way into the cluster that it names: that is a fault of the cluster's line. */
interface FoundKubeconfig {
  readonly loaded?: LoadedKubeconfig;
  readonly why?: string;
}

/** Undefined where none was named and none is in its usual place. */
async function kubeconfigOf(options: MachineOptions, io: Io): Promise<FoundKubeconfig | undefined> {
  const { kubeconfig: file, context } = options;
  try {
    return { loaded: await loadKubeconfig({ file, context, env: io.env, terminal: io.interactive }) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    if (error.exitCode === 1) return { why: error.message };
    if (file !== undefined || context !== undefined || io.env.KUBECONFIG) throw error;
    return undefined;
  }
}

function clustersOf({ loaded, why = '' }: FoundKubeconfig, options: MachineOptions): ClusterSetup {
  const prometheus = checkedAddress(options.prometheus);
  return {
    otherwise: loaded?.access.name ?? 'of the kubeconfig',
    access: async () => {
      if (loaded === undefined) throw new Failure('retryLater', why);
      return loaded.access;
    },
    connect: createKubernetesClient,
    ...defined({ prometheus }),
  };
}

/** The playbook of a file for the one cluster that is looked at from here; its faults, where it has some. */
async function readPlaybook(file: string, { namespace }: MachineOptions): Promise<PlaybookFound> {
  const { checkPlaybook } = await import('../playbook/check.ts');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`playbook ${file} cannot be read (${codeOf(error)})`);
  }
  const checked = checkPlaybook(text);
  if (!checked.ok) {
    const faults = checked.faults.map(
      ({ line, column, path, message }) =>
        `line ${line}, column ${column}: ${path === '' ? '' : `${path}: `}${message}`,
    );
    return { where: file, faults };
  }
  const { cluster: _elsewhere, ...playbook } = checked.playbook;
  const target = chooseTarget({
    ...{ cluster: '', namespace, workload: undefined, playbook, contextNamespace: undefined },
  });
  const workload = target.workload === undefined ? {} : { workload: playbook.target.workload };
  return { where: file, playbook: { ...playbook, target: { namespace: target.namespace, ...workload } } };
}

function pagerdutyOf({ webhook }: MachineOptions, env: Io['env']): PagerDutySetup | undefined {
  const { PAGERDUTY_TOKEN: token, PAGERDUTY_FROM: from = '', PAGERDUTY_USER_ID: user = '' } = env;
  if (!token) return undefined;
  const account = { url: env.PAGERDUTY_API_URL || PAGERDUTY_US, token, from, user };
  const secret = env.PAGERDUTY_WEBHOOK_SECRET?.split(',')[0]?.trim();
  return pagerDutySetup(account, webhook === undefined ? undefined : { url: webhook, secret });
}
