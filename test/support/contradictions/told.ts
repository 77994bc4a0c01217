import { diagnose } from '../../../functions/diagnosis/diagnose.ts';
import { ANALYZERS } from '../../../functions/diagnosis/mechanisms/index.ts';
import { targets } from '../../../functions/diagnosis/sections/target-logs.ts';
import { buildView, type ClusterView } from '../../../functions/diagnosis/view/view.ts';
import { isFinished, type Workload } from '../../../functions/diagnosis/view/workloads.ts';
import type { Bundle } from '../../../functions/model/bundle.ts';
import type { Diagnosis } from '../../../functions/model/diagnosis.ts';
import type { Pod } from '../../../functions/model/kubernetes/objects.ts';
import type { Report } from '../../../functions/model/report.ts';
import type { Playbook } from '../../../functions/playbook/playbook.ts';
import { renderNote } from '../../../functions/writing/note/note.ts';
import { renderPage } from '../../../functions/writing/page/page.ts';
import { writeReport } from '../../../functions/writing/report/write-report.ts';
import { renderTerminal } from '../../../functions/writing/terminal/terminal.ts';
import { contextOf } from '../report.ts';

/** All that is said of a bundle, as data and as people read it, beside the evidence that it is held against. */
export interface Told {
  readonly view: ClusterView;
  readonly diagnosis: Diagnosis;
  readonly report: Report;
  /** The report's text by where it is read. */
  readonly texts: Readonly<Record<'note' | 'page' | 'terminal', string>>;
}

/** What is said of a bundle; of another diagnosis of it where one is given, as a test that plants a mistake does. */
export function tell(
  bundle: Bundle,
  playbook: Playbook,
  diagnosis: Diagnosis = diagnose(bundle, playbook, ANALYZERS),
): Told {
  const report = writeReport(diagnosis);
  const context = contextOf({ playbook });
  return {
    view: buildView(bundle, playbook),
    diagnosis,
    report,
    texts: {
      note: renderNote(report, context, Number.POSITIVE_INFINITY),
      page: plainText(renderPage(report, context)),
      terminal: renderTerminal(report, { playbook, colours: false }),
    },
  };
}

/** A page without its tags, a line a block. */
const plainText = (page: string): string =>
  page
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<\/(?:p|li|h\d|tr|pre|section|div)>/g, '\n')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Every line that somebody reads, with where. */
export const linesOf = ({ texts }: Told): readonly { readonly where: string; readonly line: string }[] =>
  Object.entries(texts).flatMap(([where, text]) =>
    text.split('\n').map((line) => ({ where, line: line.trim() })),
  );

/** The workloads that a report is about. */
export const targetsOf = ({ view }: Told): readonly Workload[] => targets(view);

/** Their pods that have not run to an end. */
export const podsOf = (told: Told): readonly Pod[] =>
  targetsOf(told).flatMap(({ pods }) => pods.filter((pod) => !isFinished(pod)));

/** The state of all containers of some pods, init containers among them. */
export const containersOf = (pods: readonly Pod[]) =>
  pods.flatMap(({ status }) => [...status.containerStatuses, ...status.initContainerStatuses]);
