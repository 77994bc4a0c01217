import type { KubernetesAccess, KubernetesPort } from '../clients/kubernetes/port.ts';
import type { AccountPort } from '../clients/pagerduty/account-port.ts';
import type { Reached } from '../clients/reach/date.ts';
import type { StorePort } from '../clients/store/port.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Place } from './fixes.ts';

/** A playbook that holds. `where` is what a person knows it by. */
export interface HeldPlaybook {
  readonly where: string;
  readonly playbook: Playbook;
  /** It stands for a namespace that no playbook was given for: it answers for no service. */
  readonly assumed?: true;
}

/** A playbook as the doctor finds it: one that holds, or why it does not. */
export type PlaybookFound = HeldPlaybook | { readonly where: string; readonly faults: readonly string[] };

export const isAssumed = (found: PlaybookFound): boolean => 'assumed' in found && found.assumed === true;

/** The webhook of the installation, as PagerDuty reaches it. */
export interface WebhookPort {
  readonly url: string;
  /** Addresses and ranges ("203.0.113.0/24") that it lets in alone, not the doctor's; absent: anybody. */
  readonly letsIn?: readonly string[];
  /** The addresses that PagerDuty publishes as those of its webhooks; undefined where they cannot be read. */
  readonly published?: (signal: AbortSignal) => Promise<readonly string[] | undefined>;
  /** The status that it answers a signed test event with; undefined where no secret is given to sign with. */
  readonly ping?: (signal: AbortSignal) => Promise<number>;
  /** True while the secret is still the one that the stack made for itself. */
  readonly hasInitialSecret?: () => Promise<boolean>;
}

export interface PagerDutySetup {
  readonly account: AccountPort;
  readonly url: string;
  /** E-mail and id of the user in whose name notes are written. */
  readonly from: string;
  readonly user: string;
  /** Absent where nobody said where the installation takes its webhooks. */
  readonly webhook?: WebhookPort;
}

export interface ClusterSetup {
  /** The clusters that the installation may look at; undefined: any that `access` knows. */
  readonly names?: readonly string[];
  /** The one of a playbook that names none, '' when there is none. */
  readonly otherwise: string;
  readonly access: (cluster: string) => Promise<KubernetesAccess>;
  readonly connect: (access: KubernetesAccess) => KubernetesPort;
  /** In which of these namespaces the function that runs programs in pods may not; absent where there is none. */
  readonly refusedExec?: (
    cluster: string,
    namespaces: readonly string[],
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
  /** Address of the Prometheus of a playbook that names none. */
  readonly prometheus?: string;
}

/** What the doctor works with; what an installation does not have, or was not named, is absent. */
export interface DoctorPorts {
  readonly place: Place;
  /** Epoch ms. */
  readonly now: () => number;
  readonly playbooks: () => Promise<readonly PlaybookFound[]>;
  readonly pagerduty?: PagerDutySetup;
  readonly clusters?: ClusterSetup;
  readonly store?: StorePort;
  /** Functions that are asked whether they are awake. */
  readonly functions?: Readonly<Record<string, (signal: AbortSignal) => Promise<void>>>;
  /** A server's clock, epoch ms; undefined when it names none. */
  readonly serverTime: (server: Reached, signal: AbortSignal) => Promise<number | undefined>;
}
