import { awsOverHttps } from '../clients/aws/https.ts';
import { createKubernetesClient } from '../clients/kubernetes/http.ts';
import { invoke } from '../clients/lambda/invoke.ts';
import { pagerDutyAccount } from '../clients/pagerduty/account.ts';
import { serverTime } from '../clients/reach/date.ts';
import { createPageClient } from '../clients/reach/page.ts';
import { isInitial } from '../contracts/secrets.ts';
import type { ExecAnswer, ExecQuestion, Ping } from '../contracts/states.ts';
import { defined, present } from '../model/present.ts';
import { type Runtime, task } from '../runtime/middleware.ts';
import { openAws } from '../runtime/open-aws.ts';
import { openEks } from '../runtime/open-eks.ts';
import { openRuntime } from '../runtime/open-runtime.ts';
import { openStore } from '../runtime/open-store.ts';
import { secretOf } from '../runtime/secrets.ts';
import { settingsOf } from '../runtime/settings.ts';
import { publishedAddresses } from './addresses.ts';
import { type DoctorOutput, doctor } from './doctor.ts';
import type { DoctorPorts, PagerDutySetup } from './ports.ts';
import { signedPing } from './signed.ts';
import { storedPlaybooksFound } from './stored-playbooks.ts';

/** Functions in the VPC: AWS takes the network of one that nobody calls for weeks, and its first call then fails. */
const SLEEPERS = ['collect', 'collect-logs'];
const PING: Ping = { kind: 'ping' };
/** ms: a cold start, and an interface that has to be made anew; what is not back by then has a line of its own. */
const WAKING = { tries: 1, tryMs: 30_000, waitMs: 0 };

/** ms that a secret is kept: not at all. Whoever has just stored another asks the doctor next. */
const FRESH_MS = 0;

/** Looks every day, from inside, whether the installation is set up; `firstnote doctor` asks it at any time. */
export const createHandler = (open: () => Promise<DoctorPorts & Runtime>) =>
  task<unknown, DoctorOutput, DoctorPorts & Runtime>(open, (_input, ports) => doctor(ports));

export const handler = createHandler(async () => {
  const settings = settingsOf('doctor');
  const runtime = openRuntime(settings);
  const given = settings.needed(
    ...(['installation', 'storeUrl', 'webhookUrl', 'clusterNames'] as const),
    ...(['pagerdutyUrl', 'pagerdutyFrom', 'pagerdutyUser'] as const),
    ...(['pagerdutyTokenSecret', 'webhookSecretsSecret'] as const),
  );
  const prometheus = settings.optional('prometheusUrl');
  const aws = openAws(process.env);
  const patient = awsOverHttps(aws, process.env, WAKING);
  const store = await openStore(given.storeUrl, () => aws);
  const names = given.clusterNames.split(',');
  const exec = settings.optional('exec');
  const ask = (name: string, payload: object) => invoke(patient, `${given.installation}-${name}`, payload);
  return {
    ...runtime,
    place: {
      ...({ kind: 'stack', stack: given.installation } as const),
      ...{ tokenSecret: given.pagerdutyTokenSecret, webhookSecret: given.webhookSecretsSecret },
      store: given.storeUrl,
    },
    playbooks: () => storedPlaybooksFound(store),
    pagerduty: pagerdutyOf(given, settings.optional('ingress')?.split(','), runtime.now),
    clusters: {
      names,
      otherwise: names[0] ?? '',
      access: openEks(settings, runtime.now).access,
      connect: createKubernetesClient,
      ...defined({ prometheus }),
      ...(exec === undefined ? {} : { refusedExec: refusedBy((question) => ask(exec, question)) }),
    },
    store,
    functions: Object.fromEntries(
      present(...SLEEPERS, exec !== undefined && exec).map((name) => [
        name,
        async () => void (await ask(name, PING)),
      ]),
    ),
    serverTime,
  };
});

/** Asks the function that runs programs in pods where it may not. */
const refusedBy =
  (ask: (question: ExecQuestion) => Promise<unknown>) =>
  async (cluster: string, namespaces: readonly string[]): Promise<readonly string[]> => {
    const { refused } = (await ask({ kind: 'may-exec', cluster, namespaces })) as ExecAnswer;
    return refused;
  };

type PagerDutySetting =
  | 'webhookUrl'
  | 'pagerdutyUrl'
  | 'pagerdutyFrom'
  | 'pagerdutyUser'
  | 'pagerdutyTokenSecret'
  | 'webhookSecretsSecret';

function pagerdutyOf(
  given: Readonly<Record<PagerDutySetting, string>>,
  letsIn: readonly string[] | undefined,
  now: () => number,
): PagerDutySetup {
  const { pagerdutyUrl: url, pagerdutyFrom: from, pagerdutyUser: user, webhookUrl } = given;
  const token = secretOf(given.pagerdutyTokenSecret, now);
  const secrets = secretOf(given.webhookSecretsSecret, now);
  return {
    account: pagerDutyAccount({
      url,
      from,
      token: async (maxAgeMs = FRESH_MS) => (await token(maxAgeMs)).trim(),
    }),
    ...{ url, from, user },
    webhook: {
      ...{ url: webhookUrl, ...defined({ letsIn }) },
      published: (signal) => publishedAddresses(createPageClient(), url, signal),
      ping: async (signal) => {
        const [secret = ''] = (await secrets(FRESH_MS)).split(',');
        return signedPing(webhookUrl, secret.trim())(signal);
      },
      hasInitialSecret: async () => isInitial(await secrets(FRESH_MS)),
    },
  };
}
