import { ENV } from '../contracts/env.ts';
import { type HttpHandler, http } from '../runtime/http.ts';
import { openRuntime } from '../runtime/open.ts';
import { loadPlaybooks } from '../runtime/playbooks.ts';
import { secretOf } from '../runtime/secrets.ts';
import { minuteMs, readSettings } from '../runtime/settings.ts';
import { receive, type WebhookPorts } from './receive.ts';
import { stepFunctions } from './start-execution.ts';

/** PagerDuty's webhook: verify, start the execution, answer; nothing else. */
export const createHandler = (open: () => Promise<WebhookPorts>): HttpHandler =>
  http(open, async (request, ports) => {
    const { status, message } = await receive(request, ports);
    return { statusCode: status, type: 'application/json', body: JSON.stringify({ message }) };
  });

async function openPorts(): Promise<WebhookPorts> {
  const runtime = openRuntime('webhook');
  const settings = readSettings(process.env, ['stateMachineArn', 'playbooks']);
  const names = { value: ENV.webhookSecrets, id: ENV.webhookSecretsSecret };
  const secrets = secretOf(process.env, names, runtime.now);
  return {
    ...runtime,
    secrets: async (maxAgeMs) => (await secrets(maxAgeMs)).split(',').map((secret) => secret.trim()),
    start: await stepFunctions(settings.stateMachineArn),
    playbooks: await loadPlaybooks(settings.playbooks),
    minuteMs: minuteMs(process.env),
  };
}

export const handler = createHandler(openPorts);
