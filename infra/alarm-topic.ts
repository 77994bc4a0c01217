import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** The topic that the alarms tell, and who hears of it. */
export function defineAlarmTopic(scope: Construct, installation: string, email: string): ITopic {
  const topic = new Topic(scope, 'Alarms', { topicName: `${installation}-alarms`, enforceSSL: true });
  letAlarmsPublish(topic, installation);
  topic.addSubscription(new EmailSubscription(email));
  acknowledge(
    topic,
    'Serverless-SNSRedrivePolicy',
    'The one subscription is an e-mail address; the alarm itself keeps its state and history.',
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
