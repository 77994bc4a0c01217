import type { Report } from '../../../functions/core/report.ts';
import type { Fault } from './fault.ts';

/** What a fault expects of a report and does not find in it; empty when all is right. */
export const wrongIn = (fault: Fault, report: Report): string[] => {
  const { causes, objects, notOffered } = fault.expected;
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
  if (!objects.some((one) => one.kind === first.object.kind && one.name === first.object.name)) {
    wrong.push(`blamed ${first.object.kind}/${first.object.name}`);
  }
  const offered = report.causes
    .flatMap((one) => one.actions)
    .filter((action) => action.kind !== 'avoid' && notOffered?.test(action.command ?? ''));
  return [...wrong, ...offered.map((action) => `offered ${action.command}`)];
};
