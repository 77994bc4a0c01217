import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../functions/contracts/lambdas.ts';
import { ROUTES } from '../functions/contracts/routes.ts';
import { defineAlarmTopic } from './alarm-topic.ts';
import { defineAlarms } from './alarms.ts';
import { allowClusters } from './cluster-access.ts';
import type { Config } from './config.ts';
import { defineDashboard } from './dashboard.ts';
import { scheduleDoctor } from './doctor.ts';
import { environmentOf } from './environment.ts';
import { type CodeOf, type Defined, defineFunction, type Network } from './functions.ts';
import { addRoutes, defineHttpApi } from './http-api.ts';
import { defineMachine } from './machine.ts';
import { defineSecrets, grantSecret, secretNames } from './secrets.ts';
import { defineStorage, grantStore } from './storage.ts';

const PAGERDUTY_API = { us: 'https://api.pagerduty.com', eu: 'https://api.eu.pagerduty.com' };

/** One installation of firstnote: one HTTP API, nine functions, one state machine, one bucket, two secrets. */
export class FirstnoteStack extends Stack {
  constructor(scope: Construct, config: Config, codeOf: CodeOf) {
    super(scope, `firstnote-${config.environment}`, {
      env: { account: config.account, region: config.region },
      description: 'firstnote: the first note on a PagerDuty incident',
    });
    const retention: RetentionDays = config.retentionDays;
    const store = defineStorage(this, config.retentionDays);
    const secrets = defineSecrets(this, this.stackName);
    const names = secretNames(this.stackName);
    const { api, stage } = defineHttpApi(this, this.stackName, retention);
    const values = {
      installation: this.stackName,
      storeUrl: `s3://${store.bucketName}`,
      viewUrl: api.apiEndpoint,
      pagerdutyUrl: PAGERDUTY_API[config.pagerduty.serviceRegion],
      pagerdutyFrom: config.pagerduty.from,
      pagerdutyUser: config.pagerduty.user,
      pagerdutyTokenSecret: names.token,
      webhookSecretsSecret: names.webhook,
      clusterName: config.clusters[0] ?? '',
      clusterNames: config.clusters.join(','),
      prometheusUrl: config.prometheusUrl,
    };
    const define = (
      name: FunctionName,
      memoryMb: number,
      environment: Readonly<Record<string, string>>,
      network?: Network,
    ) =>
      defineFunction(this, name, {
        stackName: this.stackName,
        ...{ codeOf, retention, memoryMb, environment, network },
      });

    const tasks = {
      plan: define('plan', 512, environmentOf('plan', values)),
      collect: define('collect', 1769, environmentOf('collect', values), config.vpc),
      'collect-logs': define('collect-logs', 3538, environmentOf('collect-logs', values), config.vpc),
      report: define('report', 1769, environmentOf('report', values)),
      escalate: define('escalate', 512, environmentOf('escalate', values)),
      recover: define('recover', 1024, environmentOf('recover', values)),
    };
    const machine = defineMachine(this, this.stackName, lambdasOf(tasks), retention);
    const started = { ...values, stateMachineArn: machine.stateMachineArn };
    const webhook = define('webhook', 1024, environmentOf('webhook', started));
    const view = define('view', 512, environmentOf('view', values));
    const doctor = define('doctor', 1024, environmentOf('doctor', values), config.vpc);

    for (const task of Object.values(tasks)) {
      grantStore(store, task.role, 'read and write');
    }
    const { collect, 'collect-logs': collectLogs } = tasks;
    const collectors = { collect, 'collect-logs': collectLogs };
    // The one that reads what a stranger may have written, logs, has no way to PagerDuty.
    const { 'collect-logs': _logs, ...callers } = tasks;
    for (const task of Object.values(callers)) {
      grantSecret(secrets.token, task.role);
    }
    grantStore(store, view.role, 'read pages');
    grantStore(store, webhook.role, 'read playbooks');
    grantSecret(secrets.webhook, webhook.role);
    machine.grantStartExecution(webhook.role);
    for (const [name, { role }] of Object.entries({ ...collectors, doctor })) {
      allowClusters(this, name, role, config.clusters);
    }
    grantStore(store, doctor.role, 'look');
    grantSecret(secrets.token, doctor.role);
    grantSecret(secrets.webhook, doctor.role);
    scheduleDoctor(this, doctor, lambdasOf(collectors));
    addRoutes({ api, stage }, { webhook: webhook.lambda, report: view.lambda });
    const functions = lambdasOf({ ...tasks, webhook, view, doctor });
    const topic = defineAlarmTopic(this, this.stackName, config.alarmEmail);
    const watched = { installation: this.stackName, stage, machine, functions };
    defineDashboard(this, this.stackName, defineAlarms(this, watched, topic));

    new CfnOutput(this, 'WebhookUrl', {
      value: `${api.apiEndpoint}${ROUTES.webhook.path}`,
      description: 'Where the PagerDuty webhook subscription delivers',
    });
    new CfnOutput(this, 'StoreName', { value: store.bucketName });
  }
}

/** The Lambdas by name, without their roles. */
function lambdasOf<Name extends string>(defined: Readonly<Record<Name, Defined>>): Record<Name, Lambda> {
  const lambdas: Partial<Record<Name, Lambda>> = {};
  for (const name in defined) {
    lambdas[name] = defined[name].lambda;
  }
  return lambdas as Record<Name, Lambda>;
}
