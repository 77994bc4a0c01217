import type { Report } from '../../../functions/model/report.ts';
import { ANY, type Fault } from './fault.ts';

/** What a fault expects of a report and does not find in it; empty when all is right. */
export const wrongIn = (fault: Fault, report: Report): string[] => {
  const { causes, objects, notOffered, only = false } = fault.expected;
  const first = report.causes[0];
  if (causes.length === 0) {
    return report.causes
      .filter((one) => one.confidence !== 'low')
      .map(
        (one) =>
          `named ${one.cause} (${one.confidence}) of ${one.object.kind}/${one.object.name}: ${one.title}`,
      );
  }
  if (first === undefined) return ['named no cause'];
  const wrong: string[] = [];
  if (!causes.includes(first.cause)) wrong.push(`named ${first.cause} first (${first.title})`);
  const blamed = only ? report.causes.filter(({ confidence }) => confidence !== 'low') : [first];
  for (const { object } of new Set([first, ...blamed]))
    if (!objects.some(({ kind, name }) => kind === object.kind && (name === ANY || name === object.name)))
      wrong.push(`blamed ${object.kind}/${object.name}`);
  const offered = report.causes
    .flatMap((one) => one.actions)
    .filter((action) => action.kind !== 'avoid' && notOffered?.test(action.command ?? ''));
  return [...wrong, ...offered.map((action) => `offered ${action.command}`)];
};

/** The same of a note, which names the object and no id of a cause. */
export const wrongInNote = ({ expected }: Fault, note: string): string[] => {
  const first = /^CAUSE .*$/m.exec(note)?.[0];
  if (expected.causes.length === 0) {
    return first === undefined || /^CAUSE( none found| \(low\))/.test(first) ? [] : [`named: ${first}`];
  }
  if (first === undefined) return ['has no CAUSE line'];
  const names = expected.objects.map((one) => `${one.kind.toLowerCase()}/${one.name}`);
  const wrong = names.some((name) =>
    name.endsWith(`/${ANY}`)
      ? first.includes(`: ${name.slice(0, -ANY.length)}`)
      : first.endsWith(`: ${name}`),
  )
    ? []
    : [`named: ${first}`];
  if (expected.words !== undefined && !expected.words.test(first))
    wrong.push(`lacks ${expected.words}: ${first}`);
  for (const words of expected.note ?? []) if (!words.test(note)) wrong.push(`lacks ${words}`);
  return wrong;
};
