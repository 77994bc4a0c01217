import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  DomainName,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ROUTES } from '../functions/contracts/routes.ts';
import { acknowledge } from './acknowledge.ts';
import { defineLogGroup, type Installation } from './installation.ts';
import type { DomainProps } from './props.ts';

/** A page is opened by hand, and its host stands in every note: whoever floods it holds up other readers, no webhook. */
const THROTTLE = { rateLimit: 8, burstLimit: 16 };

export interface HttpEntrance {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  /** "https://HOST": what the pages are reached at. */
  readonly url: string;
  /** Where the name of a domain of one's own has to lead. */
  readonly domainTarget: string | undefined;
}

/** Where report pages are. Made before its route: the functions' environment names its address. */
export function defineHttpApi(
  scope: Construct,
  installation: Installation,
  domain: DomainProps | undefined,
): HttpEntrance {
  const { name } = installation;
  const own = domain && defineDomain(scope, domain);
  const api = new HttpApi(scope, 'Api', {
    apiName: name,
    description: 'firstnote: report pages',
    createDefaultStage: false,
  });
  const stage = new HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: THROTTLE,
    ...(own === undefined ? {} : { domainMapping: { domainName: own } }),
    accessLogSettings: {
      destination: new LogGroupLogDestination(
        defineLogGroup(scope, 'ApiLog', `/aws/vendedlogs/apigateway/${name}`, installation),
      ),
      format: AccessLogFormat.custom(ACCESS_LOG),
    },
  });
  const url = domain === undefined ? api.apiEndpoint : `https://${domain.name}`;
  return { api, stage, url, domainTarget: own?.regionalDomainName };
}

const defineDomain = (scope: Construct, { name, certificateArn }: DomainProps): DomainName =>
  new DomainName(scope, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
    securityPolicy: SecurityPolicy.TLS_1_2,
  });

/** No query string: a report's link is a secret. */
const ACCESS_LOG = JSON.stringify({
  time: '$context.requestTime',
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.integrationErrorMessage',
});

/** Leads the pages to their function. */
export const addPageRoute = ({ api }: HttpEntrance, view: IFunction): void =>
  addRoute(
    ...([api, 'report', view] as const),
    'A report is read from a phone by whoever has its link; the view function verifies the link.',
  );

/** Takes webhooks here, too, below the pages' throttle: where they came before they had an API of their own. */
export const addOldWebhookRoute = ({ api }: HttpEntrance, webhook: IFunction): void =>
  addRoute(
    ...([api, 'webhook', webhook] as const),
    'PagerDuty authenticates by an HMAC over the raw body, which the webhook function verifies first.',
  );

function addRoute(api: HttpApi, key: keyof typeof ROUTES, lambda: IFunction, why: string): void {
  const { method, path } = ROUTES[key];
  const added = api.addRoutes({
    path,
    methods: [HttpMethod[method]],
    integration: new HttpLambdaIntegration(`${key}-integration`, lambda),
  });
  for (const each of added) acknowledge(each, 'AwsSolutions-APIG4', why);
}
