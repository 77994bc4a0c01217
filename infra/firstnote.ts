import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ValuesFor } from '../functions/contracts/env.ts';
import {
  COLLECTING,
  type CollectingName,
  EXEC_FUNCTION,
  type FunctionName,
} from '../functions/contracts/lambdas.ts';
import type { Functions } from './alarm-rules.ts';
import { defineAlarmTopics } from './alarm-topic.ts';
import { defineAlarms } from './alarms.ts';
import { allowDescribing, defineAccessEntries } from './cluster-access.ts';
import { clustersOf } from './clusters.ts';
import { bundledCode } from './code.ts';
import { defineDashboard } from './dashboard.ts';
import { scheduleDoctor } from './doctor.ts';
import { keyOf } from './encryption.ts';
import { environmentOf } from './environment.ts';
import { type Defined, defineFunction, type FunctionOptions } from './functions.ts';
import { addOldWebhookRoute, addPageRoute, defineHttpApi } from './http-api.ts';
import type { Installation } from './installation.ts';
import { defineMachine } from './machine.ts';
import { keepAwake, nameIn } from './networks.ts';
import type { FirstNoteProps, Network } from './props.ts';
import { defineSecrets, grantSecret } from './secrets.ts';
import { defineStorage, grantStore } from './storage.ts';
import { addWebhookRoute, defineWebhookApi } from './webhook-api.ts';

const PAGERDUTY_API = { us: 'https://api.pagerduty.com', eu: 'https://api.eu.pagerduty.com' };

/**
 * One installation of firstnote, for any stack: two APIs, a function for each task, a state machine, a bucket, secrets,
 * alarms and a dashboard. A stack may hold several, of different names.
 */
export class FirstNote extends Construct {
  /** Where the PagerDuty webhook subscription delivers. */
  readonly webhookUrl: string;
  /** What a name of your own has to lead to; undefined without `domain`. */
  readonly domainTarget: string | undefined;
  /** Evidence, reports, playbooks. */
  readonly store: Bucket;
  readonly machine: StateMachine;
  readonly functions: Functions;
  /** ARNs of the roles that look at clusters: whom a role of another account has to trust. */
  readonly clusterReaders: readonly string[];

  constructor(scope: Construct, id: string, props: FirstNoteProps) {
    super(scope, id);
    const { name, pagerduty, codeOf = bundledCode } = props;
    const clusters = clustersOf(this, props.clusters);
    const retention = props.retentionDays ?? RetentionDays.THREE_MONTHS;
    const installation: Installation = { name, retention, key: keyOf(this, name, props.kmsKey) };
    const store = defineStorage(this, installation, props.logicalIds?.store);
    const secrets = defineSecrets(this, installation, props);
    const pages = defineHttpApi(this, installation, props.domain);
    const entrance = defineWebhookApi(this, name, props);
    const values = {
      installation: name,
      storeUrl: `s3://${store.bucketName}`,
      viewUrl: pages.url,
      webhookUrl: entrance.url,
      ingress: entrance.letsIn?.join(','),
      pagerdutyUrl: PAGERDUTY_API[pagerduty.serviceRegion ?? 'us'],
      pagerdutyFrom: pagerduty.from,
      pagerdutyUser: pagerduty.user,
      pagerdutyTokenSecret: secrets.token.id,
      webhookSecretsSecret: secrets.webhook.id,
      clusterName: clusters.names[0] ?? '',
      clusterNames: clusters.near.join(','),
      clustersElsewhere: clusters.elsewhere,
      prometheusUrl: props.prometheusUrl,
      mode: props.mode ?? 'full',
      exec: props.exec === true ? EXEC_FUNCTION : undefined,
    };
    const define = <Name extends FunctionName>(of: Name, given: ValuesFor<Name>, place: Place = {}) =>
      defineFunction(this, of, { installation, codeOf, environment: environmentOf(of, given), ...place });
    const collecting = props.exec === true ? COLLECTING : COLLECTING.filter((of) => of !== EXEC_FUNCTION);
    const collectorsIn = (network: Network | undefined, called: (of: CollectingName) => string) =>
      Object.fromEntries(
        collecting.map((of) => [of, define(of, values, { network, called: called(of) })]),
      ) as Collectors;

    const tasks = {
      plan: define('plan', values),
      ...collectorsIn(props.vpc, (of) => of),
      report: define('report', values),
      escalate: define('escalate', values),
      recover: define('recover', values),
    };
    const apart = clusters.networks.map((network) => {
      const pair = collectorsIn(network.network, (of) => nameIn(of, network));
      const names = COLLECTING.flatMap((of) => {
        const defined = pair[of];
        return defined === undefined ? [] : [[nameIn(of, network), defined] as const];
      });
      return { pair, named: names };
    });
    const named = Object.fromEntries(apart.flatMap((each) => each.named));
    const functionsApart = lambdasOf(named);
    const machine = defineMachine(this, installation, lambdasOf(tasks), {
      networks: clusters.networks,
      functions: functionsApart,
    });
    const started = { ...values, stateMachineArn: machine.stateMachineArn };
    const webhook = define('webhook', started);
    const view = define('view', values);
    const doctor = define('doctor', values, { network: props.vpc });

    const all = { ...tasks, webhook, view, doctor };
    const grantStoreTo = (defined: Partial<Record<FunctionName, Defined>>) => {
      for (const [of, { role }] of Object.entries(defined))
        grantStore(store, role, of as FunctionName, installation);
    };
    for (const defined of [all, ...apart.map(({ pair }) => pair)]) grantStoreTo(defined);
    // The one that reads what a stranger may have written, logs, and the one that runs programs have no way to PagerDuty.
    const { 'collect-logs': _logs, [EXEC_FUNCTION]: inside, ...callers } = tasks;
    for (const { role } of [...Object.values(callers), ...apart.map(({ pair }) => pair.collect)])
      grantSecret(secrets.token, role, installation);
    grantSecret(secrets.webhook, webhook.role, installation);
    machine.grantStartExecution(webhook.role);
    for (const secret of [secrets.token, secrets.webhook]) grantSecret(secret, doctor.role, installation);
    const collectors = {
      ...{ collect: tasks.collect, 'collect-logs': tasks['collect-logs'] },
      ...(inside === undefined ? {} : { [EXEC_FUNCTION]: inside }),
    };
    scheduleDoctor(this, doctor, lambdasOf(collectors));
    keepAwake(this, Object.values(functionsApart));
    const lookers = rolesOf({ ...collectors, doctor, ...named });
    allowDescribing(lookers, clusters);
    if (props.accessEntries ?? true) defineAccessEntries(this, lookers, clusters);
    if (props.permissionsBoundary !== undefined) bound(this, props.permissionsBoundary);

    const functions = lambdasOf(all);
    addPageRoute(pages, functions.view);
    addWebhookRoute(entrance, functions.webhook);
    if (props.ingress?.oldAddress === true) addOldWebhookRoute(pages, functions.webhook);
    const topics = defineAlarmTopics(this, installation, props.alarms);
    const watched = {
      ...{ installation: name, machine, functions },
      ...{ webhook: entrance, pagesStage: pages.stage },
      apart: functionsApart,
    };
    defineDashboard(this, name, defineAlarms(this, watched, topics));

    this.webhookUrl = entrance.url;
    this.domainTarget = pages.domainTarget;
    this.store = store;
    this.machine = machine;
    this.functions = functions;
    this.clusterReaders = Object.values(lookers).map(({ roleArn }) => roleArn);
  }
}

/** The functions that look at a cluster; the one that runs programs in pods only where it is wanted. */
type Collectors = Readonly<Record<Exclude<CollectingName, typeof EXEC_FUNCTION>, Defined>> &
  Readonly<Partial<Record<typeof EXEC_FUNCTION, Defined>>>;

/** Where a function runs, and what it is called there. */
type Place = Pick<FunctionOptions, 'network' | 'called'>;

/** Bounds each role of an installation by a managed policy. */
function bound(scope: Construct, policyArn: string): void {
  PermissionsBoundary.of(scope).apply(ManagedPolicy.fromManagedPolicyArn(scope, 'Boundary', policyArn));
}

const rolesOf = (defined: Readonly<Record<string, Defined>>) =>
  Object.fromEntries(Object.entries(defined).map(([name, { role }]) => [name, role]));

/** The Lambdas by name, without their roles. */
function lambdasOf<Named extends Readonly<Partial<Record<string, Defined>>>>(
  defined: Named,
): { readonly [Name in keyof Named]: Lambda } {
  const lambdas = Object.entries(defined).flatMap(([name, each]) => (each ? [[name, each.lambda]] : []));
  return Object.fromEntries(lambdas) as { readonly [Name in keyof Named]: Lambda };
}
