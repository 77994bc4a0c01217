import { type HttpHandler, http } from '../runtime/http.ts';
import { modeOf } from '../runtime/mode.ts';
import { openAws } from '../runtime/open-aws.ts';
import { openRuntime } from '../runtime/open-runtime.ts';
import { openStore } from '../runtime/open-store.ts';
import { storedPlaybooks } from '../runtime/playbooks.ts';
import { secretOf } from '../runtime/secrets.ts';
import { configuredMode, minuteMs, settingsOf } from '../runtime/settings.ts';
import { receive, type WebhookPorts } from './receive.ts';
import { stepFunctions } from './start-execution.ts';

/** PagerDuty's webhook: verify, start the execution, answer; nothing else. */
export const createHandler = (open: () => Promise<WebhookPorts>): HttpHandler =>
  http(open, async (request, ports) => {
    const { status, message } = await receive(request, ports);
    return { statusCode: status, type: 'application/json', body: JSON.stringify({ message }) };
  });

async function openPorts(): Promise<WebhookPorts> {
  const settings = settingsOf('webhook');
  const runtime = openRuntime(settings);
  const given = settings.needed('stateMachineArn', 'webhookSecretsSecret', 'storeUrl');
  const secrets = secretOf(given.webhookSecretsSecret, runtime.now);
  const store = await openStore(given.storeUrl);
  return {
    ...runtime,
    secrets: async (maxAgeMs) => (await secrets(maxAgeMs)).split(',').map((secret) => secret.trim()),
    start: stepFunctions(openAws(process.env), given.stateMachineArn),
    playbooks: storedPlaybooks(store, runtime),
    minuteMs: minuteMs(settings),
    mode: modeOf(store, configuredMode(settings), runtime),
  };
}

export const handler = createHandler(openPorts);
