import { isIPv4 } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { ENV } from '../../functions/contracts/env.ts';
import { loadConfig } from '../../infra/config.ts';
import { PAGERDUTY_ADDRESSES } from '../../infra/pagerduty-addresses.ts';
import { synthesizeConfig } from '../../infra/template.ts';
import { isAllowed, type Statement } from './iam.ts';
import { environmentIn, resources, template } from './template.ts';

const [webhookApi] = resources('AWS::ApiGateway::RestApi');
const [pagesApi] = resources('AWS::ApiGatewayV2::Api');
const functions = resources('AWS::Lambda::Function').map(({ properties }) => ({
  name: String(properties.FunctionName).replace('firstnote-example-', ''),
  environment: JSON.stringify(properties.Environment),
}));
/** The functions whose environment names a resource. */
const toldOf = (id: string | undefined) =>
  functions.filter(({ environment }) => environment.includes(`"${id}"`)).map(({ name }) => name);

describe('the ways in', () => {
  it('are two APIs, each with one route', () => {
    expect(resources('AWS::ApiGateway::RestApi')).toHaveLength(1);
    expect(resources('AWS::ApiGatewayV2::Api')).toHaveLength(1);
    expect(resources('AWS::ApiGateway::Resource').map(({ properties }) => properties.PathPart)).toEqual([
      'pagerduty',
    ]);
    expect(resources('AWS::ApiGateway::Method').map(({ properties }) => properties.HttpMethod)).toEqual([
      'POST',
    ]);
    expect(resources('AWS::ApiGatewayV2::Route').map(({ properties }) => properties.RouteKey)).toEqual([
      'GET /reports/{occurrence}',
    ]);
  });

  it('have a throttle each, so that a flood of the one is not felt by the other', () => {
    const [rest] = resources('AWS::ApiGateway::Stage');
    expect(rest?.properties).toMatchObject({
      RestApiId: { Ref: webhookApi?.id },
      MethodSettings: [
        { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 16, ThrottlingBurstLimit: 48 },
      ],
    });
    const [http] = resources('AWS::ApiGatewayV2::Stage');
    expect(http?.properties).toMatchObject({
      ApiId: { Ref: pagesApi?.id },
      DefaultRouteSettings: { ThrottlingRateLimit: 8, ThrottlingBurstLimit: 16 },
    });
  });

  it('are open to functions of their own alone', () => {
    const invoked = (api: string | undefined) =>
      resources('AWS::Lambda::Permission')
        .filter(({ properties }) => JSON.stringify(properties.SourceArn).includes(`"${api}"`))
        .map(({ properties }) => JSON.stringify(properties.FunctionName));
    expect(invoked(webhookApi?.id)).toEqual([expect.stringContaining('"webhook')]);
    expect(invoked(pagesApi?.id)).toEqual([expect.stringContaining('"view')]);
  });
});

describe("the webhook's API", () => {
  it('is told to nobody who writes notes, pages or calls', () => {
    expect(toldOf(webhookApi?.id)).toEqual(['doctor']);
    expect(toldOf(pagesApi?.id).sort()).toEqual(['escalate', 'recover', 'report']);
    expect(functions.find(({ name }) => name === 'doctor')?.environment).toContain(`"${ENV.webhookUrl}"`);
  });

  it('hands over the body byte for byte, and is no role of all APIs of the account', () => {
    expect(webhookApi?.properties).toMatchObject({
      BinaryMediaTypes: ['*/*'],
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
    expect(webhookApi?.properties).not.toHaveProperty('Policy');
    expect(resources('AWS::ApiGateway::Account')).toEqual([]);
  });

  it('refuses TLS older than 1.2', () => {
    expect(webhookApi?.properties).toMatchObject({
      ...{ SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09', EndpointAccessMode: 'BASIC' },
    });
  });

  it('is where the output leads to', () => {
    expect(JSON.stringify(template.Outputs?.WebhookUrl)).toContain(`"${webhookApi?.id}"`);
  });
});

describe('an installation that lets in PagerDuty alone', () => {
  const example = loadConfig('example');
  const listed = synthesizeConfig({
    ...example,
    pagerduty: { ...example.pagerduty, serviceRegion: 'eu' },
    ingress: { from: 'pagerduty', alsoFrom: ['203.0.113.0/24'], oldAddress: true },
  });
  const all = (type: string) =>
    Object.values(listed.Resources)
      .filter(({ Type }) => Type === type)
      .map(({ Properties = {} }) => Properties);
  const [api] = all('AWS::ApiGateway::RestApi');
  const { Statement: statements } = (api?.Policy ?? { Statement: [] }) as { Statement: Statement[] };
  const mayCome = (address: string | undefined) =>
    isAllowed(statements, {
      ...{ principal: '*', action: 'execute-api:Invoke', resource: 'execute-api:/live/POST/pagerduty' },
      context: address === undefined ? {} : { 'aws:SourceIp': address },
    });

  it.each([...PAGERDUTY_ADDRESSES.eu, '203.0.113.1', '203.0.113.255'])('lets in %s', (address) => {
    expect(mayCome(address)).toBe(true);
  });

  it.each(['203.0.114.0', '192.0.2.7', '18.192.91.94', PAGERDUTY_ADDRESSES.us[0], undefined])(
    'keeps out %s',
    (address) => {
      expect(mayCome(address)).toBe(false);
    },
  );

  it('answers whoever is kept out so that PagerDuty would deliver again, and alarms', () => {
    expect(all('AWS::ApiGateway::GatewayResponse')).toMatchObject([
      { ResponseType: 'ACCESS_DENIED', StatusCode: '503' },
      { ResponseType: 'DEFAULT_4XX', StatusCode: '503' },
    ]);
    const alarms = all('AWS::CloudWatch::Alarm').filter(({ MetricName }) => MetricName === '4XXError');
    expect(alarms).toMatchObject([
      { AlarmName: 'firstnote-example-webhook-shut-out', Namespace: 'AWS/ApiGateway', Threshold: 1 },
    ]);
    expect(String(environmentIn(listed, 'doctor')[ENV.ingress]).split(',')).toEqual([
      ...PAGERDUTY_ADDRESSES.eu,
      '203.0.113.0/24',
    ]);
  });

  it('takes webhooks at the address of before, where it is told to', () => {
    const routes = all('AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey);
    expect(routes.sort()).toEqual(['GET /reports/{occurrence}', 'POST /pagerduty']);
  });
});

describe("PagerDuty's addresses", () => {
  it('are addresses, none twice', () => {
    for (const addresses of Object.values(PAGERDUTY_ADDRESSES)) {
      expect(addresses.filter((address) => !isIPv4(address))).toEqual([]);
      expect(new Set(addresses).size).toBe(addresses.length);
    }
  });
});
