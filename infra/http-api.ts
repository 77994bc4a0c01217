import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
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

/** A storm of 960 incidents a minute (PagerDuty's own API limit) is 16 a second; a burst is three seconds of it. */
const THROTTLE = { rateLimit: 16, burstLimit: 48 };

/** A page is opened by hand: whoever floods it must not use up what the webhook shares with it. */
const PAGE_THROTTLE = { ThrottlingRateLimit: 8, ThrottlingBurstLimit: 16 };

export interface HttpEntrance {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  /** "https://HOST": what routes are reached at from outside. */
  readonly url: string;
  /** Where the name of a domain of one's own has to lead. */
  readonly domainTarget: string | undefined;
}

/** The only way in from outside. Made before its routes: the functions' environment names its address. */
export function defineHttpApi(
  scope: Construct,
  installation: Installation,
  domain: DomainProps | undefined,
): HttpEntrance {
  const { name } = installation;
  const own = domain && defineDomain(scope, domain);
  const api = new HttpApi(scope, 'Api', {
    apiName: name,
    description: 'firstnote: PagerDuty webhooks in, report pages out',
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

/** Leads the routes to their functions; the page has a limit of its own, below the stage's. */
export function addRoutes(
  { api, stage }: HttpEntrance,
  functions: Readonly<Record<keyof typeof ROUTES, IFunction>>,
): void {
  const reasons = {
    webhook:
      'PagerDuty authenticates by an HMAC over the raw body, which the webhook function verifies first.',
    report: 'A report is read from a phone by whoever has its link; the view function verifies the link.',
  };
  for (const key of ['webhook', 'report'] as const) {
    const route = ROUTES[key];
    const added = api.addRoutes({
      path: route.path,
      methods: [HttpMethod[route.method]],
      integration: new HttpLambdaIntegration(`${key}-integration`, functions[key]),
    });
    for (const each of added) {
      acknowledge(each, 'AwsSolutions-APIG4', reasons[key]);
      // The stage's settings name the route, so it has to be there first.
      if (key === 'report') stage.node.addDependency(each);
    }
  }
  const { method, path } = ROUTES.report;
  const settings = stage.node.defaultChild as CfnStage;
  settings.addPropertyOverride('RouteSettings', { [`${method} ${path}`]: PAGE_THROTTLE });
}
