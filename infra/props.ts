import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Mode } from '../functions/contracts/mode.ts';
import type { CodeOf } from './code.ts';

/** Subnets and security groups by their ids alone, so that nothing is looked up and synthesis works offline. */
export interface Network {
  /** Private subnets with a way to the internet (NAT): PagerDuty is there. */
  readonly subnets: readonly string[];
  /** The clusters' own security groups must let these in on 443. */
  readonly securityGroups: readonly string[];
}

export interface PagerDutyProps {
  /** E-mail of a user of the account, best one of its own for firstnote: notes are written in this name. */
  readonly from: string;
  /** Id of that user ("PABC123"): people are called in this name. */
  readonly user: string;
  /** Where the account lives: `eu` when its address is *.eu.pagerduty.com. Default: us. */
  readonly serviceRegion?: 'us' | 'eu' | undefined;
  /** Name or ARN of an existing secret with the REST API token as its text. Default: one is made. */
  readonly tokenSecret?: string | undefined;
  /** Name or ARN of an existing secret with the webhook's secrets, separated by commas. Default: one is made. */
  readonly webhookSecrets?: string | undefined;
}

/** An EKS cluster that may be looked at; its name alone is enough where it is in the installation's account and region. */
export interface ClusterProps {
  /** As EKS has it, and as playbooks name it. */
  readonly name: string;
  /** The account that it is in. Default: the installation's. */
  readonly account?: string | undefined;
  /** The region that it is in. Default: the installation's. */
  readonly region?: string | undefined;
  /**
   * A role of the cluster's account that the functions assume: it may describe the cluster, an access entry there makes it
   * a member of the Kubernetes group `firstnote`, and its trust policy names the roles of the output `ClusterReaders`.
   */
  readonly assumeRoleArn?: string | undefined;
  /**
   * The network that its endpoint is reached from, where that is not the installation's `vpc`: clusters of the same one
   * share a pair of functions there. Not for the first cluster.
   */
  readonly vpc?: Network | undefined;
}

/** Whom the alarms tell: at least one, and not by the service that firstnote answers. */
export interface AlarmTargets {
  /** It gets an e-mail to confirm. */
  readonly email?: string | undefined;
  /** An https address that confirms subscriptions of SNS, and takes its messages. */
  readonly url?: string | undefined;
  /** An existing topic; its policy must let cloudwatch.amazonaws.com publish. */
  readonly topicArn?: string | undefined;
}

/** Who may reach the webhook at all; what a delivery must be signed with does not depend on it. */
export interface IngressProps {
  /**
   * `pagerduty`: its published addresses (infra/pagerduty-addresses.ts) and `alsoFrom`. Whoever else comes is answered with
   * 503, so that PagerDuty delivers again from an address that is not listed yet, and an alarm tells. Default: anywhere.
   */
  readonly from?: 'anywhere' | 'pagerduty' | undefined;
  /** Further addresses or ranges ("203.0.113.0/24"), with `from: pagerduty`. */
  readonly alsoFrom?: readonly string[] | undefined;
  /**
   * Takes webhooks also where the pages are, as installations did before the webhook had an address of its own: until the
   * subscription is moved. Default: false.
   */
  readonly oldAddress?: boolean | undefined;
}

/** A name of your own for the report pages; the webhook keeps AWS's, which nobody is shown. */
export interface DomainProps {
  /** "firstnote.example.com"; point it at the output `DomainTarget`, which the stack cannot do for you. */
  readonly name: string;
  /** A certificate for that name, of ACM in the same region. */
  readonly certificateArn: string;
}

/** What a refactor must not make anew: a bucket with its evidence, secrets with what an operator put in. */
export interface LogicalIds {
  readonly store: string;
  readonly tokenSecret: string;
  readonly webhookSecrets: string;
}

export interface FirstNoteProps {
  /** What all that is made is called by; unlike any other installation's in the account and region. */
  readonly name: string;
  readonly pagerduty: PagerDutyProps;
  /** The EKS clusters that may be looked at; the first is the one of a playbook that names none. */
  readonly clusters: readonly (string | ClusterProps)[];
  /**
   * Makes the functions that look at clusters members of the Kubernetes group `firstnote` in each cluster of the
   * installation's account and region. Default: true.
   */
  readonly accessEntries?: boolean | undefined;
  /**
   * Makes a function of its own that runs programs in pods where a playbook allows it (`allow: { exec: true }`), in the
   * Kubernetes group `firstnote-exec` beside the common one; `firstnote rbac --exec NAMESPACE` says where. Default: false.
   */
  readonly exec?: boolean | undefined;
  /** Where the collecting functions run; needed when a cluster's endpoint is private. Default: no VPC. */
  readonly vpc?: Network | undefined;
  /** Prometheus of a playbook that names none. */
  readonly prometheusUrl?: string | undefined;
  readonly alarms: AlarmTargets;
  readonly domain?: DomainProps | undefined;
  readonly ingress?: IngressProps | undefined;
  /**
   * The key that bucket, made secrets, logs and alarm topic are encrypted with: `own` makes one that rotates, an ARN
   * names one of yours (docs/deploy.md has what its policy must allow). Default: the keys of AWS.
   */
  readonly kmsKey?: string | undefined;
  /** ARN of a managed policy that bounds each role. */
  readonly permissionsBoundary?: string | undefined;
  /** How much is done where `firstnote mode` set nothing; `notes-only` calls nobody, `off` does nothing. Default: full. */
  readonly mode?: Mode | undefined;
  /** Days that evidence, reports and logs are kept. Default: 90. */
  readonly retentionDays?: RetentionDays | undefined;
  /** Default: what CDK makes of the construct's place. */
  readonly logicalIds?: LogicalIds | undefined;
  /** The code of each function. Default: what `npm run build` left in dist/. */
  readonly codeOf?: CodeOf | undefined;
}
