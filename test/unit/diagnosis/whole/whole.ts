import type { Analyzer } from '../../../../functions/diagnosis/analysis/analyzer.ts';
import { buildView } from '../../../../functions/diagnosis/view/view.ts';
import type { Action } from '../../../../functions/model/command/action.ts';
import { commandText } from '../../../../functions/model/command/command.ts';
import type { Finding } from '../../../../functions/model/finding.ts';
import type { ObjectRef } from '../../../../functions/model/object-ref.ts';
import type { Target } from '../../../../functions/model/report.ts';
import { bundleOf, playbook } from '../mechanisms/cluster.ts';
import { holdsTexts } from './texts.ts';

type Parts = Parameters<typeof bundleOf>[0];
type Statuses = Parameters<typeof bundleOf>[2];

type Known = Parameters<typeof playbook>[0];

/** What an analyzer is given, by the name of the case: objects, what is asked about, lists that were not read, a playbook. */
export type Cases = Readonly<Record<string, readonly [Analyzer, Parts, Partial<Target>?, Statuses?, Known?]>>;

const named = ({ kind, namespace, name }: ObjectRef): string =>
  namespace === 'shop' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;

const offered = ({ kind, command, text }: Action): string =>
  `  ${kind} ${command === undefined ? '' : `${commandText(command)} # `}${text}`;

/** A finding whole, one line a part: facts, not our words for them, so that another wording changes nothing here. */
const linesOf = ({ cause, object, strength, since, ...rest }: Finding): readonly string[] => [
  `${cause} ${named(object)} ${strength}${since === undefined ? '' : ` since ${since}`}`,
  ...('facts' in rest ? [`  facts ${JSON.stringify(rest.facts)}`] : []),
  `  title ${JSON.stringify(rest.title)}`,
  ...rest.evidence.map((one) => `  for ${JSON.stringify(one)}`),
  ...rest.against.map((one) => `  against ${JSON.stringify(one)}`),
  `  rests on ${rest.basis.join(', ')}`,
  `  explains ${rest.explains.map(named).join(', ')}`,
  ...rest.actions.map(offered),
];

/** Holds all that analyzers conclude of some cases to a file of the expected text. */
export const holdsWhole = (file: URL, cases: Cases): void =>
  holdsTexts(
    file,
    Object.fromEntries(
      Object.entries(cases).map(([name, [analyzer, parts, target, unread, known]]) => [
        name,
        () =>
          analyzer
            .analyze(buildView(bundleOf(parts, target, unread), playbook(known)))
            .flatMap((finding) => linesOf(finding)),
      ]),
    ),
  );
