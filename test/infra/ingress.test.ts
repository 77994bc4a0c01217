import { describe, expect, it } from '@jest/globals';
import { ENV } from '../../functions/contracts/env.ts';
import { resources, template } from './template.ts';

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
    expect(resources('AWS::ApiGateway::Account')).toEqual([]);
  });

  it('is where the output leads to', () => {
    expect(JSON.stringify(template.Outputs?.WebhookUrl)).toContain(`"${webhookApi?.id}"`);
  });
});
