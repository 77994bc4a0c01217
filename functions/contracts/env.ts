/** Environment variables that the stack or the local host sets and the functions read (functions/runtime/). */
export const ENV = {
  /** Name of this installation, as its own metrics have it: the stack's. */
  installation: 'INSTALLATION',
  /** Where state lies: "s3://BUCKET", or "file:///FOLDER" for the local host. */
  storeUrl: 'STORE_URL',
  /** The state machine that the webhook starts. */
  stateMachineArn: 'STATE_MACHINE_ARN',
  /** PagerDuty's REST API; the US and EU service regions differ. */
  pagerdutyUrl: 'PAGERDUTY_API_URL',
  /** E-mail of an account user: the From header of notes and escalations. */
  pagerdutyFrom: 'PAGERDUTY_FROM',
  /** Id of that user: people are called in this name. */
  pagerdutyUser: 'PAGERDUTY_USER_ID',
  /** Id of the Secrets Manager secret that holds the REST API token. */
  pagerdutyTokenSecret: 'PAGERDUTY_TOKEN_SECRET_ID',
  /** The REST API token itself; the local host only. */
  pagerdutyToken: 'PAGERDUTY_TOKEN',
  /** Id of the Secrets Manager secret that holds the webhook secrets, separated by commas while one is rotated. */
  webhookSecretsSecret: 'PAGERDUTY_WEBHOOK_SECRET_ID',
  /** The webhook secrets themselves, separated by commas; the local host only. */
  webhookSecrets: 'PAGERDUTY_WEBHOOK_SECRET',
  /** EKS cluster that is looked at when the playbook names none. */
  clusterName: 'CLUSTER_NAME',
  /** A kubeconfig instead of an EKS cluster; the local host only. */
  kubeconfig: 'FIRSTNOTE_KUBECONFIG',
  /** Folder of the playbooks (YAML). */
  playbooks: 'PLAYBOOKS_DIR',
  /** Base address of the report pages, without a slash at its end. */
  viewUrl: 'VIEW_URL',
  prometheusUrl: 'PROMETHEUS_URL',
  /** Length of a minute, ms: 60000; the local host may run minutes as seconds. */
  minuteMs: 'MINUTE_MS',
} as const;
export type EnvKey = (typeof ENV)[keyof typeof ENV];
