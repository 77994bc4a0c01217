import { assertNever } from '../../model/assert-never.ts';
import type { ChangeFacts, KnownChange, KnownRollout } from '../../model/change.ts';
import type { Change, Rollout } from '../../model/report.ts';
import { differenceText } from '../statements/template-difference.ts';
import { type Moment, wordsFrom } from '../statements/words-of.ts';
import { reachWords } from './reach-text.ts';

/** "2 -> 12 replicas", "revision 42: image api:41 -> api:42": the only place where a change is put into words. */
export function changeText(facts: ChangeFacts): string {
  switch (facts.kind) {
    case 'rollout':
      return rolloutText(facts);
    case 'scaling':
      return `${facts.from} -> ${facts.to} replicas`;
    case 'created':
      return 'created';
    case 'fields':
      return fieldsText(facts);
    case 'announced':
      return facts.summary;
    default:
      return assertNever(facts);
  }
}

const MAX_DIFFERENCES = 4;

function rolloutText({
  revision,
  reused,
  differences,
}: Extract<ChangeFacts, { readonly kind: 'rollout' }>): string {
  const again = reused ? ' (rolled back to)' : '';
  const rest = differences.length - MAX_DIFFERENCES;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `revision ${revision}${again}: ${differences.slice(0, MAX_DIFFERENCES).map(differenceText).join('; ')}${more}`;
}

const MAX_KEYS = 3;
/** A manager that owns more keys than this has applied a whole manifest: which of them changed is not known. */
const FEW_KEYS = 8;

/** The keys that differ from what was applied before, with their old value; else the keys that the manager owns. */
function fieldsText({ fields, applied }: Extract<ChangeFacts, { readonly kind: 'fields' }>): string {
  const changed = fields.filter(({ was }) => was !== undefined);
  if (changed.length === 0 && (applied || fields.length > FEW_KEYS))
    return `applied as a whole (${fields.length} fields; which of them changed is not known)`;
  const named = changed.length > 0 ? changed : fields;
  const text = named
    .slice(0, MAX_KEYS)
    .map(({ key, was }) => (was ? `${key} (was ${was})` : key))
    .join(', ');
  const more = named.length > MAX_KEYS ? ` and ${named.length - MAX_KEYS} more` : '';
  if (changed.length > 0) return `${text}${more}`;
  return named.length === 1
    ? `${text} (old value unknown)`
    : `applied: ${text}${more}; which of them changed is not known`;
}

/** The change as the report has it. */
export const reportedChange = (
  { at, object, who, facts, why, ...held }: KnownChange,
  moment: Moment,
): Change => ({
  kind: facts.kind,
  at,
  object,
  what: changeText(facts),
  ...numbersOf(facts),
  who,
  ...held,
  why: wordsFrom(reachWords, why, moment),
});

function numbersOf(facts: ChangeFacts): Pick<Change, 'from' | 'to' | 'revision'> {
  if (facts.kind === 'scaling') return { from: facts.from, to: facts.to };
  return facts.kind === 'rollout' ? { revision: facts.revision } : {};
}

/** A rollout as the report has it. */
export const reportedRollout = ({ workload, revision, at, differences, current }: KnownRollout): Rollout => ({
  workload,
  revision,
  at,
  what: differences.map(differenceText),
  current,
});
