import { HANDLED_EVENTS } from '../incidents/occurrence/occurrence.ts';
import { shellWord } from '../model/command/shell.ts';

/** Where an installation keeps its settings: an AWS stack, or the environment of a process. */
export type Place =
  | {
      readonly kind: 'stack';
      /** Name of the installation, as its functions begin. */
      readonly stack: string;
      /** Names or ARNs of its secrets: a company may bring its own. */
      readonly tokenSecret: string;
      readonly webhookSecret: string;
      /** "s3://BUCKET". */
      readonly store: string;
    }
  | { readonly kind: 'local' };

/** What to do about each fault: all of it in one place, since it depends on where the installation runs. */
export interface Fixes {
  /** How to give what was not given to check with. */
  readonly give: Readonly<Record<'pagerduty' | 'webhook' | 'playbook' | 'cluster' | 'store', string>>;
  readonly token: string;
  readonly tokenRights: string;
  readonly pagerdutyDown: string;
  readonly user: string;
  readonly userRole: string;
  readonly webhookSecret: string;
  readonly webhook: string;
  readonly addresses: string;
  readonly noSubscription: (url: string) => string;
  readonly enableSubscription: (id: string) => string;
  readonly activateSubscription: (id: string) => string;
  readonly subscriptionEvents: (id: string, missing: readonly string[]) => string;
  readonly subscriptionScope: (serviceId: string) => string;
  readonly service: (playbook: string, index: number) => string;
  readonly responder: (playbook: string, index: number) => string;
  readonly contactMethod: string;
  readonly playbook: (name: string) => string;
  readonly unnamedCluster: (playbook: string) => string;
  readonly unknownCluster: (playbook: string, cluster: string) => string;
  readonly notLookedUp: (cluster: string) => string;
  readonly unreachable: string;
  readonly notLetIn: (cluster: string) => string;
  readonly noNamespace: (playbook: string) => string;
  readonly noWorkload: (playbook: string) => string;
  readonly rules: (options: string) => string;
  readonly noExec: string;
  readonly commonExec: string;
  readonly metricsApi: string;
  readonly prometheus: string;
  readonly clock: string;
  readonly store: string;
  readonly mode: string;
  readonly function: (name: string) => string;
}

const SUBSCRIPTIONS = 'in PagerDuty, Integrations > Generic Webhooks (v3)';
/** https://github.com/kubernetes-sigs/metrics-server#installation */
const METRICS_SERVER =
  'https://github.com/kubernetes-sigs/metrics-server/releases/latest/download/components.yaml';
const EVENTS = HANDLED_EVENTS.join(', ');

const enable = (id: string): string =>
  `fix what it refused first, then enable it ${SUBSCRIPTIONS}, or: curl -X POST -H "Authorization: Token token=$PAGERDUTY_TOKEN" "\${PAGERDUTY_API_URL:-https://api.pagerduty.com}/webhook_subscriptions/${encodeURIComponent(id)}/enable"`;

/** What is the same wherever the installation runs. */
const everywhere = {
  tokenRights:
    'make a key that is not read-only (in PagerDuty, Integrations > API Access Keys) and store that one',
  pagerdutyDown:
    'is PagerDuty up (https://status.pagerduty.com), and can it be reached from here? Then run the doctor again',
  userRole: 'in PagerDuty, People > Users: give this user the base role Responder or higher',
  noSubscription: (url: string) =>
    `${SUBSCRIPTIONS} > New Webhook: the address ${url}, the scope of your services, the events ${EVENTS}`,
  enableSubscription: enable,
  activateSubscription: (id: string) => `${SUBSCRIPTIONS}: enable the subscription ${id}`,
  subscriptionEvents: (id: string, missing: readonly string[]) =>
    `${SUBSCRIPTIONS}: add ${missing.join(', ')} to the events of the subscription ${id}`,
  subscriptionScope: (serviceId: string) =>
    `${SUBSCRIPTIONS}: make another subscription to the same address with the service ${serviceId} as its scope (and add its secret), or one for the team or the account`,
  service: (playbook: string, index: number) =>
    `fix services[${index}] in ${playbook}: the id is in the URL of the service's page in PagerDuty`,
  responder: (playbook: string, index: number) =>
    `fix escalation[${index}].responder.id in ${playbook}: the id is in the URL of the user's or the policy's page in PagerDuty`,
  contactMethod:
    "in PagerDuty, People > Users: add a phone number or an address to this user's contact information",
  unnamedCluster: (playbook: string) => `add "cluster: NAME" to ${playbook}`,
  noNamespace: (playbook: string) => `fix target.namespace in ${playbook}`,
  noWorkload: (playbook: string) => `fix target.workload in ${playbook}`,
  rules: (options: string) => `as a cluster administrator: bin/firstnote rbac${options} | kubectl apply -f -`,
  commonExec:
    'a role of an earlier version, most likely: kubectl delete clusterrolebinding/firstnote-exec clusterrole/firstnote-exec; else: kubectl get clusterrolebindings,rolebindings -A -o wide, and take pods/exec from the group firstnote',
  metricsApi: `install metrics-server: kubectl apply -f ${METRICS_SERVER}`,
  clock: 'synchronise the clock that is wrong (NTP); time windows and the order of events depend on it',
};

const local: Fixes = {
  ...everywhere,
  give: {
    pagerduty: 'set PAGERDUTY_TOKEN, PAGERDUTY_FROM and PAGERDUTY_USER_ID',
    webhook: 'name the address with --webhook URL, and set PAGERDUTY_WEBHOOK_SECRET',
    playbook: 'name one with --playbook FILE',
    cluster: 'name one with --kubeconfig FILE',
    store: 'name its folder with --state FOLDER',
  },
  token: 'set PAGERDUTY_TOKEN to a REST API key (in PagerDuty, Integrations > API Access Keys)',
  user: 'set PAGERDUTY_FROM and PAGERDUTY_USER_ID to e-mail and id of one user (in PagerDuty, People > Users)',
  webhookSecret: "set PAGERDUTY_WEBHOOK_SECRET to the subscription's secret",
  webhook: 'is "npm start" running with the same PAGERDUTY_WEBHOOK_SECRET, and does the address lead to it?',
  addresses: 'let them in where the webhook is taken',
  playbook: (file) => `fix the file; bin/firstnote playbook check ${shellWord(file)} lists all of its faults`,
  noExec: 'take "exec: true" out of the playbook',
  unknownCluster: (playbook) => `fix "cluster" in ${playbook}, or name another --context`,
  notLookedUp: (cluster) => `fix the name ${cluster}`,
  unreachable: 'is the network to it (VPN, proxy) up, and is the server of the kubeconfig right?',
  notLetIn: () => 'get new credentials for the kubeconfig: its token or certificate is not accepted',
  prometheus: 'fix "prometheus" in the playbook, or --prometheus; is it running?',
  store: 'may this user write to the folder?',
  mode: 'bin/firstnote mode full --store file:///FOLDER',
  function: (name) => `start ${name}`,
};

/** Where the settings of an installation stand, and how a change of them is deployed. */
function settingsOf(stack: string): { readonly file: string; readonly deploy: string } {
  const [, environment] = /^firstnote-(.+)$/.exec(stack) ?? [];
  if (environment === undefined)
    return { file: 'the props of its FirstNote construct', deploy: 'deploy its stack' };
  return {
    file: `infra/environments/${environment}.yaml`,
    deploy: `npx cdk deploy -c ${shellWord(`environment=${environment}`)}`,
  };
}

function deployed({ stack, tokenSecret, webhookSecret, store }: Extract<Place, { kind: 'stack' }>): Fixes {
  const { file, deploy } = settingsOf(stack);
  const put = (secret: string, value: string) =>
    `aws secretsmanager put-secret-value --secret-id ${shellWord(secret)} --secret-string '${value}'`;
  const push = `bin/firstnote playbook push --store ${shellWord(store)} FILE`;
  return {
    ...everywhere,
    give: {
      pagerduty: deploy,
      webhook: deploy,
      playbook: `${push}; until then no incident is answered for`,
      cluster: deploy,
      store: deploy,
    },
    token: `make a REST API key (in PagerDuty, Integrations > API Access Keys), then: ${put(tokenSecret, 'KEY')}`,
    user: `set pagerduty.from and pagerduty.user in ${file} to e-mail and id of one user (in PagerDuty, People > Users), then: ${deploy}`,
    webhookSecret: `PagerDuty shows the secret once, when the subscription is made; then: ${put(webhookSecret, 'SECRET')}`,
    addresses: `add them to ingress.alsoFrom in ${file}, then: ${deploy}`,
    webhook: `aws logs tail ${shellWord(`/aws/lambda/${stack}-webhook`)} --since 10m, then docs/runbook.md#webhook-fails`,
    playbook: (name) =>
      `to get the version before it back: bin/firstnote playbook list --store ${shellWord(store)} has the id of ${name}, and playbook rollback takes it; or fix its file, then: ${push}`,
    noExec: `set "exec: true" in ${file}, then: ${deploy}; or take it out of the playbook`,
    unknownCluster: (playbook, cluster) =>
      `add ${cluster} to "clusters" in ${file}, then: ${deploy}; or fix "cluster" in ${playbook}`,
    notLookedUp: (cluster) =>
      `fix ${cluster} under "clusters" in ${file} if it has another name, then: ${deploy}, which also lets the function look it up`,
    unreachable: `is the cluster's endpoint private? then "vpc" in ${file} must name subnets and a security group that its own one lets in on 443`,
    notLetIn: (cluster) =>
      `the access entry is missing: ${deploy} makes it; the cluster's authentication mode must be API or API_AND_CONFIG_MAP (aws eks describe-cluster --name ${shellWord(cluster)} --query cluster.accessConfig)`,
    prometheus: `fix "prometheus" in the playbook, or prometheusUrl in ${file}; is it running?`,
    store: `the role or the bucket's policy was changed by hand: ${deploy}`,
    mode: `bin/firstnote mode full --store ${shellWord(store)}`,
    function: (name) =>
      `wait two minutes and run the doctor again (AWS wakes a function that slept); then: aws logs tail ${shellWord(`/aws/lambda/${stack}-${name}`)} --since 10m`,
  };
}

/** What to do, as it is done in this place. */
export const fixesFor = (place: Place): Fixes => (place.kind === 'stack' ? deployed(place) : local);
