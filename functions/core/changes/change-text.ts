import { assertNever } from '../assert-never.ts';
import type { Change } from '../report.ts';
import type { ChangedField, ChangeFacts, KnownChange } from './change.ts';

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
      return fieldsText(facts.fields);
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
  const again = reused ? ' (an earlier one, taken up again)' : '';
  const rest = differences.length - MAX_DIFFERENCES;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `revision ${revision}${again}: ${differences.slice(0, MAX_DIFFERENCES).join('; ')}${more}`;
}

const MAX_KEYS = 3;
/** A manager that owns more keys than this has applied a whole manifest: which of them changed is not known. */
const FEW_KEYS = 8;

/** The keys that differ from what was applied before, with their old value; else the keys that the manager owns. */
function fieldsText(fields: readonly ChangedField[]): string {
  const changed = fields.filter(({ was }) => was !== undefined);
  if (changed.length === 0 && fields.length > FEW_KEYS)
    return `applied as a whole (${fields.length} fields; which of them changed is not known)`;
  const named = changed.length > 0 ? changed : fields;
  const text = named
    .slice(0, MAX_KEYS)
    .map(({ key, was }) => (was ? `${key} (was ${was})` : key))
    .join(', ');
  const more = named.length > MAX_KEYS ? ` and ${named.length - MAX_KEYS} more` : '';
  return `${text}${more}${changed.length > 0 ? '' : ' (old value unknown)'}`;
}

/** The change as the report has it. */
export const reportedChange = ({ at, object, who, facts, ...held }: KnownChange): Change => ({
  at,
  object,
  what: changeText(facts),
  who,
  ...held,
});
