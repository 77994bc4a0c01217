import { createKubernetesClient } from '../clients/kubernetes/http.ts';
import { linesUntil } from '../clients/kubernetes/lines-until.ts';
import { playbookPorts } from '../collect/ports.ts';
import { usableCollectors } from '../collectors/index.ts';
import { collectEvidence } from '../collectors/run.ts';
import { failureText } from '../local/error-text.ts';
import type { Command, Io } from '../local/io.ts';
import { loadKubeconfig } from '../local/kubeconfig/load.ts';
import { defaultPlaybook, readPlaybook } from '../local/read-playbook.ts';
import { chooseTarget } from '../local/target.ts';
import type { Bundle } from '../model/bundle.ts';
import { defined, present } from '../model/present.ts';
import { writeBundle } from '../recordings/bundle-file.ts';
import { isoTime } from '../text/time.ts';
import { buildReport } from '../triage/build-report.ts';
import { lookingBack } from '../triage/looking-back.ts';
import { printReport } from './print-report.ts';
import { createProgress } from './progress.ts';
import { checkedAddress, readSignals } from './prometheus.ts';
import { assertCollected, missingWorkload, noAnswer } from './reachable.ts';
import { parseTriageOptions, TRIAGE_HELP, type TriageOptions } from './triage-options.ts';

/** The window that is looked at, ms: an alert such as "> 5 % for 5 min" begins well within it, and so does its cause. */
const WINDOW_MS = 30 * 60_000;

async function collect(
  options: TriageOptions,
  io: Io,
): Promise<{ bundle: Bundle; playbook: ReturnType<typeof defaultPlaybook> }> {
  const given = options.playbook === undefined ? undefined : await readPlaybook(options.playbook);
  const signalQueries = options.signals === undefined ? undefined : await readSignals(options.signals);
  const { access, namespace: contextNamespace } = await loadKubeconfig({
    file: options.kubeconfig,
    context: options.context,
    env: io.env,
    terminal: io.interactive,
  });
  const target = chooseTarget({ ...options, cluster: access.name, playbook: given, contextNamespace });
  const playbook = given ?? defaultPlaybook(target.namespace);
  const now = io.now();
  const to = options.at ?? now;
  const window = { from: new Date(to.getTime() - WINDOW_MS).toISOString(), to: to.toISOString() };
  const back = options.at && lookingBack(options.at, now);
  const client = createKubernetesClient(access);
  const kubernetes = options.at === undefined ? client : linesUntil(client, options.at);
  const clock = (): number => performance.now();
  const prometheus = checkedAddress(options.prometheus ?? playbook.prometheus);
  const asked = prometheus === undefined ? playbook : { ...playbook, prometheus };
  const ports = playbookPorts(asked, { access, kubernetes, clock }, { vantage: 'this machine' }, true);
  const collectors = usableCollectors({ ...ports, playbook }).filter(
    ({ name }) => back?.tellsOf(name) ?? true,
  );
  const progress = createProgress(io, collectors.length);
  try {
    const bundle = await collectEvidence({
      collectors,
      ...ports,
      ...defined({ signalQueries }),
      kubernetes,
      target,
      playbook,
      window,
      ...defined({ asOf: back?.asOf }),
      generatedAt: now.toISOString(),
      clock,
      onDone: progress.done,
    });
    return { bundle: { ...bundle, ...defined({ at: back?.at }) }, playbook };
  } finally {
    progress.end();
    ports.prometheus?.close();
    kubernetes.close();
  }
}

/** An alert's clock may be ahead of this one by so much, ms. */
const CLOCKS_MS = 60_000;

/** A sentence where the moment that was asked for lies ahead. */
const notYet = (at: Date | undefined, now: Date): string | undefined =>
  at !== undefined && at.getTime() - now.getTime() > CLOCKS_MS
    ? `--at ${isoTime(at.getTime())} has not come yet: it is ${isoTime(now.getTime())} by this machine's clock, and what is shown is how it is now`
    : undefined;

/** `firstnote triage`: collects evidence with a kubeconfig and prints the note, or the report's JSON. */
export const run: Command = async (argv, io) => {
  const options = parseTriageOptions(argv);
  if (options === 'help') {
    io.stdout(TRIAGE_HELP);
    return 0;
  }
  const { bundle, playbook } = await collect(options, io);
  assertCollected(bundle.evidence, bundle.target);
  const warning = missingWorkload(bundle.evidence, bundle.target) ?? noAnswer(bundle.evidence);
  for (const sentence of present(notYet(options.at, io.now()), warning)) io.stderr(failureText(sentence));
  await printReport(
    buildReport(bundle, playbook, { explain: options.explain }),
    { json: options.json, alert: options.alert, playbook },
    io,
  );
  // Last: a bundle that cannot be written must not cost the report.
  if (options.bundle !== undefined) await writeBundle(options.bundle, { bundle, playbook });
  return 0;
};
