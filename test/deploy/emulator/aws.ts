import { AwsClient } from 'aws4fetch';
import './resolve-localhost.mjs';

/** Where the set-up left the emulator, and what else it reserved. */
export interface EmulatorAddress {
  readonly url: string;
  readonly port: number;
  readonly account: string;
  readonly region: string;
  /** File, PEM: what a function trusts, and the EKS stand-in shows. */
  readonly certificate: string;
  readonly key: string;
  /** Port that AWS_ENDPOINT_URL_EKS of every function names. */
  readonly eksPort: number;
  /** ms that a minute of firstnote lasts. */
  readonly minuteMs: number;
}

const NAME = 'FIRSTNOTE_TEST_EMULATOR';

/** Lets this process find the emulator; whoever has no role is the account's root there. */
export function announceEmulator(address: EmulatorAddress): void {
  process.env[NAME] = JSON.stringify(address);
  Object.assign(process.env, {
    // With its whole path, for processes that start elsewhere.
    NODE_EXTRA_CA_CERTS: address.certificate,
    AWS_ENDPOINT_URL: address.url,
    AWS_REGION: address.region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
}

export const emulator = (): EmulatorAddress => JSON.parse(process.env[NAME] ?? '');

/** What names of REST APIs end in. */
export const apis = (): string => `localhost:${emulator().port}`;

const client = () =>
  new AwsClient({
    accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
    retries: 0,
  });

/** A call by AWS's Query protocol (CloudFormation, IAM); answers the XML. */
export async function query(
  service: string,
  version: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const { url, region } = emulator();
  const response = await client().fetch(`${url}/`, {
    method: 'POST',
    body: new URLSearchParams({ Version: version, ...parameters }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    aws: { service, region },
  });
  return accepted(`${service} ${parameters.Action}`, response.status, await response.text());
}

/** A call by AWS's JSON protocol (SSM, CloudWatch Logs, Lambda's neighbours); `target` is "AmazonSSM.PutParameter". */
export async function call(service: string, target: string, body: object): Promise<unknown> {
  const { url, region } = emulator();
  const response = await client().fetch(`${url}/`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    aws: { service, region },
  });
  return JSON.parse(accepted(target, response.status, await response.text()));
}

/** What a deployed function has in its environment. */
export async function environmentOf(functionName: string): Promise<Readonly<Record<string, string>>> {
  const { url, region } = emulator();
  const path = `/2015-03-31/functions/${functionName}/configuration`;
  const response = await client().fetch(`${url}${path}`, { aws: { service: 'lambda', region } });
  const text = accepted(path, response.status, await response.text());
  return (JSON.parse(text) as { Environment: { Variables: Record<string, string> } }).Environment.Variables;
}

/** Invokes a deployed function; what it answers, or what became of it. */
export async function invoke(
  functionName: string,
  input: object,
): Promise<{ readonly FunctionError: string | null; readonly Payload: object }> {
  const { url, region } = emulator();
  const path = `/2015-03-31/functions/${functionName}/invocations`;
  const response = await client().fetch(`${url}${path}`, {
    method: 'POST',
    body: JSON.stringify(input),
    aws: { service: 'lambda', region },
  });
  const text = accepted(path, response.status, await response.text());
  return { FunctionError: response.headers.get('x-amz-function-error'), Payload: JSON.parse(text) };
}

function accepted(what: string, status: number, text: string): string {
  if (status >= 200 && status < 300) return text;
  throw new Error(`${what}: answered ${status}, ${text}`);
}
