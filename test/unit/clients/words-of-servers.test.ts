import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { assumedRole } from '../../../functions/clients/aws/assume-role.ts';
import { awsOverHttps } from '../../../functions/clients/aws/https.ts';
import type { Aws } from '../../../functions/clients/aws/port.ts';
import { eksPort } from '../../../functions/clients/eks/eks.ts';
import { createExecClient } from '../../../functions/clients/exec/websocket.ts';
import { createKubernetesClient } from '../../../functions/clients/kubernetes/http.ts';
import { invoke } from '../../../functions/clients/lambda/invoke.ts';
import { pagerDutyAccount } from '../../../functions/clients/pagerduty/account.ts';
import { pagerDuty } from '../../../functions/clients/pagerduty/pagerduty.ts';
import { createPrometheusClient } from '../../../functions/clients/prometheus/http.ts';
import { s3Store } from '../../../functions/clients/store/s3.ts';
import { loopback } from '../../support/loopback.ts';

/** What a proxy, an admission webhook or an application may quote when it refuses. */
const SECRET = ['Zq7', 'wK9', 'vT4', 'xB2', 'hN6'].join('');
const WORDS = `denied by policy: password=${SECRET} in postgres://app:${SECRET}@db/shop`;

/** The same refusal in the words of each protocol, with the statuses that clients tell apart. */
const BODIES: Readonly<Record<string, string>> = {
  "Kubernetes' Status": JSON.stringify({ kind: 'Status', message: WORDS }),
  "PagerDuty's error": JSON.stringify({ error: { message: WORDS, code: 2001, errors: [WORDS] } }),
  "Prometheus' error": JSON.stringify({ status: 'error', errorType: WORDS, error: WORDS }),
  "AWS's JSON": JSON.stringify({
    __type: `x#${WORDS}`,
    message: WORDS,
    errorMessage: WORDS,
    errorType: WORDS,
  }),
  "AWS's XML": `<Error><Code>${WORDS}</Code><Message>${WORDS}</Message></Error>`,
  'a cluster without an endpoint': JSON.stringify({ cluster: { name: 'main', status: WORDS } }),
  'plain text': WORDS,
};
const STATUSES = [200, 400, 403, 404, 429, 500];

/** A server for each refusal, so that what waits before it asks again waits for all of them at once. */
let servers: readonly Awaited<ReturnType<typeof loopback>>[];
beforeAll(async () => {
  const headers = { 'x-amz-function-error': 'Unhandled', connection: 'close' };
  const answers = Object.values(BODIES).flatMap((body) =>
    STATUSES.map((status) => ({ status, body, headers })),
  );
  servers = await Promise.all(answers.map((answer) => loopback(() => answer)));
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

const aws = (url: string): Aws =>
  awsOverHttps(
    { region: 'eu-central-1', credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }) },
    { AWS_ENDPOINT_URL: url },
    { tries: 1, tryMs: 30_000, waitMs: 1 },
  );
const signalled = () => ({ signal: new AbortController().signal });
const kubernetes = (server: string) => createKubernetesClient({ server, name: 'main' });
const range = () => ({ query: 'up', from: '', to: '', stepSeconds: 60, ...signalled() });

type Call = () => Promise<unknown>;
/** Every question that each folder of clients can ask a server. */
const CLIENTS: Readonly<Record<string, (url: string) => readonly Call[]>> = {
  aws: (url) => [
    () => aws(url).send({ service: 's3', method: 'GET', path: '/' }),
    () => assumedRole(aws(url), { roleArn: 'arn', region: 'eu-central-1' }, () => 0).credentials(),
  ],
  eks: (url) => [
    () => eksPort(aws(url), () => 0).access('main'),
    () => eksPort(aws(url), () => 0).health('main'),
  ],
  exec: (url) => [
    () =>
      createExecClient({ server: url, name: 'main' }).run({
        ...{ namespace: 'shop', pod: 'api-1', container: 'api', command: ['true'], ...signalled() },
      }),
  ],
  kubernetes: (url) => [
    () => kubernetes(url).list('v1', 'pods', signalled()),
    () => kubernetes(url).get('/version', signalled().signal),
    () =>
      kubernetes(url).review(
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        {},
        signalled().signal,
      ),
    () => kubernetes(url).log({ namespace: 'shop', pod: 'api-1', container: 'api', ...signalled() }),
  ],
  lambda: (url) => [() => invoke(aws(url), 'firstnote-collect', {})],
  pagerduty: (url) => {
    const access = { url, token: 'token', from: 'a@b.example', requesterId: 'P1' };
    return [
      () => pagerDuty({ ...access, alertRetriesMs: [] }).incident('Q1'),
      () => pagerDuty({ ...access, alertRetriesMs: [] }).createNote('Q1', 'text'),
      () => pagerDuty({ ...access, alertRetriesMs: [] }).postStatusUpdate('Q1', 'text'),
      () => pagerDutyAccount(access).subscriptions(),
      () => pagerDutyAccount(access).ping('S1'),
    ];
  },
  prometheus: (url) => [
    () => createPrometheusClient(url, kubernetes(url)).queryRange(range()),
    () => createPrometheusClient('service:monitoring/prometheus:web', kubernetes(url)).queryRange(range()),
  ],
  store: (url) => {
    const store = s3Store(aws(url), 'bucket');
    return [
      () => store.get('Q1-1/plan.json'),
      () => store.put('Q1-1/plan.json', '{}', 'application/json'),
      () => store.create('Q1-1/plan.json', '{}'),
    ];
  },
};
/** They tell whether something answers, and no word of it. */
const WORDLESS = ['reach'];

/** All that is told of a failure, thrown or answered: its causes and stacks among it; '' of a success. */
async function toldOf(call: Call): Promise<string> {
  try {
    const answered = await call();
    const isFailure = typeof answered === 'object' && answered !== null && 'failure' in answered;
    return isFailure ? JSON.stringify(answered) : '';
  } catch (thrown) {
    const words: string[] = [];
    for (let error: unknown = thrown; error instanceof Error; error = error.cause)
      words.push(error.name, error.message, error.stack ?? '', JSON.stringify(error));
    return words.join('\n');
  }
}

it('walks every folder of clients', () => {
  const folders = readdirSync(new URL('../../../functions/clients/', import.meta.url));
  expect(folders.toSorted()).toEqual([...Object.keys(CLIENTS), ...WORDLESS].toSorted());
});

it.each(Object.entries(CLIENTS))("tells no secret that is in a server's words: %s", async (_, callsOf) => {
  const told = await Promise.all(servers.flatMap(({ url }) => callsOf(url).map(toldOf)));
  expect(told.filter((text) => text !== '').length).toBeGreaterThan(servers.length / 2);
  expect(told.filter((text) => text.includes(SECRET))).toEqual([]);
});
