import { assertNever } from '../../model/assert-never.ts';
import type {
  ChangedKey,
  ContainerPlace,
  TemplateDifference,
  VariableSource,
} from '../../model/template-difference.ts';

/** "image api:41 -> api:42", "sidecar: env A unset -> Secret s key k": one difference in words, old before new. */
export function differenceText(difference: TemplateDifference): string {
  switch (difference.kind) {
    case 'container':
      return `${initText(difference)}container ${difference.name} ${difference.change}`;
    case 'image':
      return `${placeText(difference.container)}image ${imagesText(difference.from, difference.to)}`;
    case 'env':
      return `${placeText(difference.container)}env ${difference.name} ${fromTo(sourceText(difference.from), sourceText(difference.to), difference.hidden)}`;
    case 'resources':
      return `${placeText(difference.container)}${difference.bound}.${difference.resource} ${difference.from ?? UNSET} -> ${difference.to ?? UNSET}`;
    case 'field':
      return `${placeText(difference.container)}${difference.path} ${fromTo(valueText(difference.from), valueText(difference.to), difference.hidden)}`;
    case 'configuration':
      return `ConfigMap ${difference.from} -> ${difference.to}: ${keysText(difference.keys)}`;
    case 'restart':
      return 'restarted (kubectl rollout restart)';
    case 'unread':
      return 'a field of its template that is not read';
    default:
      return assertNever(difference);
  }
}

const MAX_KEYS = 4;

function keysText(keys: readonly ChangedKey[]): string {
  if (keys.length === 0) return 'the same keys and values';
  const told = keys.slice(0, MAX_KEYS).map(({ key, change }) => `${key} ${change}`);
  const rest = keys.length > MAX_KEYS ? ` and ${keys.length - MAX_KEYS} more` : '';
  return `${told.join(', ')}${rest}`;
}

/** Old and new; values that differ in what is hidden alone read the same, so they are not shown. */
const fromTo = (from: string, to: string, hidden: boolean | undefined): string =>
  hidden ? 'changed (values hidden)' : `${from} -> ${to}`;

const UNSET = 'unset';

const initText = ({ init }: { readonly init: boolean }): string => (init ? 'init ' : '');

/** A container's name only where there are others of its kind. */
function placeText(container: ContainerPlace | null): string {
  if (container === null) return '';
  return container.alone ? initText(container) : `${initText(container)}${container.name}: `;
}

function sourceText(source: VariableSource | null): string {
  if (source === null) return UNSET;
  switch (source.kind) {
    case 'value':
      return `"${source.value}"`;
    case 'field':
      return 'a field';
    default:
      return `${source.kind} ${source.name} key ${source.key}`;
  }
}

/** Only the tags where repository and name are the same. */
function imagesText(from: string, to: string): string {
  const [nameFrom, tagFrom] = splitTag(from);
  const [nameTo, tagTo] = splitTag(to);
  return nameFrom === nameTo
    ? `${last(nameFrom)}:${tagFrom} -> ${last(nameTo)}:${tagTo}`
    : `${from} -> ${to}`;
}

function splitTag(image: string): readonly [string, string] {
  const at = image.includes('@') ? image.indexOf('@') : image.lastIndexOf(':');
  return at > image.lastIndexOf('/') ? [image.slice(0, at), image.slice(at + 1)] : [image, 'latest'];
}

const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const MAX_VALUE_CHARS = 80;

function valueText(value: unknown): string {
  const text = value === null ? UNSET : JSON.stringify(value);
  return text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS - 1)}…` : text;
}
