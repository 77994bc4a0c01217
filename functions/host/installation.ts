import type { KubernetesAccess } from '../clients/kubernetes/port.ts';
import type { PagerDutyPort } from '../clients/pagerduty/port.ts';
import type { StorePort } from '../clients/store/port.ts';
import { createHandler as createCollect } from '../collect/handler.ts';
import type { TaskName } from '../contracts/lambdas.ts';
import { ROUTES } from '../contracts/routes.ts';
import { createHandler as createEscalate } from '../escalate/handler.ts';
import { defined } from '../model/present.ts';
import { createHandler as createPlan } from '../plan/handler.ts';
import { createHandler as createRecover } from '../recover/handler.ts';
import { createHandler as createReport } from '../report/handler.ts';
import type { Logger } from '../runtime/logger.ts';
import { silentMetrics } from '../runtime/metrics.ts';
import { modeOf } from '../runtime/mode.ts';
import type { TaskPorts } from '../runtime/open.ts';
import type { PlaybookSource } from '../runtime/playbooks.ts';
import { createHandler as createView } from '../view/handler.ts';
import { createHandler as createWebhook } from '../webhook/handler.ts';
import { type Board, createBoard } from './board.ts';
import { definitionOf, type LocalDefinition } from './definition.ts';
import { durableExecutions } from './executions.ts';
import { type Gateway, type Route, startGateway } from './gateway.ts';
import type { Journal } from './journal.ts';
import { type ExecutionResult, LocalMachine, type TaskEvent, type TaskHandler } from './machine.ts';
import type { Refusal } from './refusals.ts';
import { loadTemplate } from './template-cache.ts';

export interface InstallationOptions {
  readonly store: StorePort;
  readonly journal: Journal;
  readonly pagerduty: PagerDutyPort;
  readonly webhookSecrets: readonly string[];
  readonly playbooks: PlaybookSource;
  readonly minuteMs: number;
  /** A way into the one cluster that is looked at; called for every collect. */
  readonly access: () => Promise<KubernetesAccess>;
  readonly cluster: string;
  readonly port: number;
  /** Where readers of a note reach this host, without a slash at its end; undefined: on this machine alone. */
  readonly publicUrl?: string | undefined;
  /** Of another installation than the example's. */
  readonly definition?: LocalDefinition;
  readonly onRefused?: (refusal: Refusal) => void;
  readonly logger: Logger;
  /** Further routes: the page. */
  readonly routes: (board: Board) => readonly Route[];
  readonly onTask: (event: TaskEvent) => void;
  readonly onEnd: (result: ExecutionResult) => void;
  /** Something could not be written to the journal. */
  readonly onTrouble: (error: unknown) => void;
}

/** What is deployed, on this machine. */
export interface Installation {
  readonly url: string;
  readonly board: Board;
  /** Executions that an earlier process had left, which go on. */
  readonly resumed: number;
  /** Takes no more requests and ends what runs. */
  stop(): Promise<void>;
}

/** A handler is called with what Lambda would give; a try is identified by its request id. */
const asTask =
  <Input>(handler: (input: Input, context: { awsRequestId: string }) => Promise<unknown>): TaskHandler =>
  (payload) =>
    handler(payload as Input, { awsRequestId: crypto.randomUUID() });

/** Starts the functions behind a local HTTP API, and the state machine of the synthesized template behind them. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { store, pagerduty, playbooks, minuteMs, cluster, access, logger } = options;
  const now = () => Date.now();
  const board = createBoard(now);
  const mode = modeOf(store, 'full', { now, logger });
  let gateway: Gateway | undefined;
  const ports = async (): Promise<TaskPorts> => ({
    now,
    logger,
    metrics: silentMetrics,
    store,
    pagerduty,
    viewUrl: options.publicUrl ?? gateway?.url ?? '',
    minuteMs,
    mode,
    cluster,
  });
  const collect = asTask(
    createCollect(async () => ({
      ...(await ports()),
      access,
      clock: () => performance.now(),
      surroundings: { vantage: 'this machine' },
      // One identity looks from here, that of the kubeconfig: there is nothing to keep apart.
      execIn: ['logs', 'all'],
    })),
  );
  const tasks: Record<TaskName, TaskHandler> = {
    plan: asTask(createPlan(async () => ({ ...(await ports()), playbooks }))),
    collect,
    'collect-logs': collect,
    'collect-exec': collect,
    report: asTask(createReport(ports)),
    escalate: asTask(createEscalate(ports)),
    recover: asTask(createRecover(ports)),
  };
  const machine = new LocalMachine(
    options.definition ?? definitionOf(await loadTemplate()),
    tasks,
    (event) => {
      executions.happened(event);
      board.happened(event);
      options.onTask(event);
    },
  );
  const executions = durableExecutions(machine, options.journal, {
    opened: (input, acceptedAt) => board.opened(input, Date.parse(acceptedAt)),
    ended(input, result) {
      board.ended(input, result);
      options.onEnd(result);
    },
    trouble: options.onTrouble,
  });
  const webhook = createWebhook(async () => ({
    now,
    logger,
    metrics: silentMetrics,
    secrets: async () => options.webhookSecrets,
    start: executions.start,
    playbooks,
    minuteMs,
    mode,
  }));
  const view = createView(ports);
  gateway = await startGateway(
    [
      { ...ROUTES.webhook, handle: (event) => webhook(event, {}) },
      { ...ROUTES.report, handle: (event) => view(event, {}) },
      ...options.routes(board),
    ],
    options.port,
    {
      ...(options.publicUrl === undefined ? {} : { hosts: [new URL(options.publicUrl).hostname] }),
      ...defined({ onRefused: options.onRefused }),
    },
  );
  const { url, close } = gateway;
  const resumed = await executions.resume();
  return {
    url,
    board,
    resumed,
    async stop() {
      await close();
      await executions.stop();
    },
  };
}
