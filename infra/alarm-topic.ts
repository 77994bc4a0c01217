import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { defined } from '../functions/model/present.ts';
import { acknowledge } from './acknowledge.ts';
import type { Installation } from './installation.ts';
import type { AlarmTargets } from './props.ts';

/** The topics that the alarms tell: a given one, and one of our own for an e-mail or https address. */
export function defineAlarmTopics(
  scope: Construct,
  installation: Installation,
  { email, url, topicArn }: AlarmTargets,
): readonly ITopic[] {
  const given = topicArn === undefined ? [] : [Topic.fromTopicArn(scope, 'AlarmTarget', topicArn)];
  if (email === undefined && url === undefined) return given;
  const own = ownTopic(scope, installation);
  if (email !== undefined) own.addSubscription(new EmailSubscription(email));
  if (url !== undefined) own.addSubscription(new UrlSubscription(url));
  return [own, ...given];
}

function ownTopic(scope: Construct, { name, key }: Installation): Topic {
  const topic = new Topic(scope, 'Alarms', {
    ...{ topicName: `${name}-alarms`, enforceSSL: true },
    ...defined({ masterKey: key }),
  });
  letAlarmsPublish(topic, name);
  acknowledge(
    topic,
    'Serverless-SNSRedrivePolicy',
    'Its subscriptions are addresses of people or of their pager; the alarm itself keeps its state and history.',
  );
  return topic;
}

/**
 * A topic's policy replaces the default one, by which CloudWatch may publish: a topic that enforces TLS and says nothing
 * else takes no alarm (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html).
 */
function letAlarmsPublish(topic: Topic, installation: string): void {
  const stack = Stack.of(topic);
  const alarms = stack.formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: `${installation}-*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisInstallation',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': alarms },
      },
    }),
  );
}
