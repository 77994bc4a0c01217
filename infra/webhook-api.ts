import {
  CfnRestApi,
  EndpointAccessMode,
  EndpointType,
  LambdaIntegration,
  ResponseType,
  RestApi,
  SecurityPolicy,
  type Stage,
} from 'aws-cdk-lib/aws-apigateway';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ROUTES } from '../functions/contracts/routes.ts';
import { acknowledge, NO_TRACES } from './acknowledge.ts';
import { PAGERDUTY_ADDRESSES } from './pagerduty-addresses.ts';
import type { FirstNoteProps } from './props.ts';

/** A storm of 960 incidents a minute (PagerDuty's own API limit) is 16 a second; a burst is three seconds of it. */
const THROTTLE = { throttlingRateLimit: 16, throttlingBurstLimit: 48 };

export interface WebhookEntrance {
  readonly api: RestApi;
  readonly stage: Stage;
  /** Where the webhook subscription delivers. */
  readonly url: string;
  /** The list that says who is let in; undefined: anybody. */
  readonly letsIn: readonly string[] | undefined;
}

/**
 * PagerDuty's way in, and nobody else's: its host stands in no note and no page, and what strangers send to the host that
 * does is counted against another throttle. A REST API, since an HTTP API takes no resource policy (docs/adr/0015).
 * Made before its route: the doctor's environment names its address.
 */
export function defineWebhookApi(
  scope: Construct,
  name: string,
  props: Pick<FirstNoteProps, 'pagerduty' | 'ingress'>,
): WebhookEntrance {
  const letsIn = props.ingress?.from === 'pagerduty' ? addressesOf(props) : undefined;
  const api = new RestApi(scope, 'WebhookApi', {
    restApiName: `${name}-webhook`,
    description: "firstnote: PagerDuty's webhooks",
    endpointConfiguration: { types: [EndpointType.REGIONAL] },
    // The signature is over bytes: as binary each body comes as it was sent, in base64.
    binaryMediaTypes: ['*/*'],
    // It would be the role of all APIs of the account and region.
    cloudWatchRole: false,
    deployOptions: { stageName: 'live', ...THROTTLE },
    ...(letsIn === undefined ? {} : { policy: onlyFrom(letsIn) }),
  });
  refuseOldTls(api);
  if (letsIn !== undefined) refuseForNow(api);
  // An output of CDK's own, which says half of what WebhookUrl does.
  api.node.tryRemoveChild('Endpoint');
  const stage = api.deploymentStage;
  for (const rule of ['AwsSolutions-APIG1', 'Serverless-APIGWAccessLogging'])
    acknowledge(
      stage,
      rule,
      "Logs of a REST API need a role that is set for all APIs of the account and region, which is not an installation's to set; the function logs each delivery and who was refused.",
    );
  return { api, stage, url: stage.urlForPath(ROUTES.webhook.path), letsIn };
}

/**
 * TLS 1.2 and newer; a regional REST API takes 1.0 unless told otherwise
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html). What CDK has no
 * prop for yet.
 */
function refuseOldTls(api: RestApi): void {
  const resource = api.node.defaultChild;
  if (!(resource instanceof CfnRestApi)) throw new Error(`${api.node.path} is no REST API of CloudFormation`);
  resource.securityPolicy = SecurityPolicy.TLS13_1_2_PQ_2025_09;
  resource.endpointAccessMode = EndpointAccessMode.BASIC;
}

const addressesOf = ({ pagerduty, ingress }: Pick<FirstNoteProps, 'pagerduty' | 'ingress'>): string[] => [
  ...PAGERDUTY_ADDRESSES[pagerduty.serviceRegion ?? 'us'],
  ...(ingress?.alsoFrom ?? []),
];

/** Who is not allowed is denied (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html). */
const onlyFrom = (addresses: readonly string[]): PolicyDocument =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: ['execute-api:Invoke'],
        resources: ['execute-api:/*'],
        conditions: { IpAddress: { 'aws:SourceIp': addresses } },
      }),
    ],
  });

/**
 * PagerDuty drops what is answered with 4xx, and after three of them disables the subscription for a day; after a 5xx it
 * delivers again (https://developer.pagerduty.com/docs/webhooks-overview). An address that is not listed yet is late, not
 * lost. Of which type a policy's denial is AWS does not say, so all that the API itself refuses is answered so
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html).
 */
function refuseForNow(api: RestApi): void {
  for (const type of [ResponseType.ACCESS_DENIED, ResponseType.DEFAULT_4XX])
    api.addGatewayResponse(`Later-${type.responseType}`, { type, statusCode: '503' });
}

/** Leads the one route to its function. */
export function addWebhookRoute({ api, stage }: WebhookEntrance, webhook: IFunction): void {
  const { method, path } = ROUTES.webhook;
  const integration = new LambdaIntegration(webhook, { allowTestInvoke: false });
  const added = api.root.resourceForPath(path).addMethod(method, integration);
  const signed =
    'PagerDuty authenticates by an HMAC over the raw body, which the webhook function verifies first.';
  for (const rule of ['AwsSolutions-APIG4', 'AwsSolutions-COG4']) acknowledge(added, rule, signed);
  acknowledge(api, 'AwsSolutions-APIG2', `There is nothing to validate before that: ${signed}`);
  acknowledge(stage, 'AwsSolutions-APIG3', `A web ACL knows neither PagerDuty nor its signature. ${signed}`);
  acknowledge(stage, 'AwsSolutions-APIG6', 'An execution log has payloads; see AwsSolutions-APIG1.');
  acknowledge(stage, 'Serverless-APIGWXrayEnabled', NO_TRACES);
}
