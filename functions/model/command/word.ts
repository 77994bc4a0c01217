import type { ObjectRef } from '../object-ref.ts';

/**
 * One part of a command that was not written here: a name out of a cluster, a number that was computed. `fault` is what
 * no Kubernetes name, kind or key can be: whoever may create a pod writes names that nobody validates (the kind of an
 * ownerReference, the name of a claim), and an engineer pastes the command.
 */
export interface Word {
  readonly text: string;
  /** The part that may not stand in a command; absent when the word may. */
  readonly fault?: string;
}

/** RFC 1123 label (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names). */
const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
/** RFC 1123 subdomain (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names). */
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
/**
 * A kind in lower case is an RFC 1035 label (apiextensions.k8s.io/v1, CustomResourceDefinitionNames:
 * https://github.com/kubernetes/apiextensions-apiserver/blob/v0.34.1/pkg/apis/apiextensions/validation/validation.go).
 */
const KIND = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
/** A label's key and value (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set). */
const KEY_NAME = /^[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$/;
/** An amount of memory or CPU (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/). */
const QUANTITY = /^\d{1,18}(?:\.\d{1,9})?(?:m|[kMGTPE]|[KMGTPE]i)?$/;
/** A cluster of EKS (https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html). */
const EKS_CLUSTER = /^[0-9A-Za-z][-_0-9A-Za-z]{0,99}$/;
/** A role or database as a playbook may name it (`databaseName` in playbook/fields.ts). */
const DATABASE_NAME = /^[A-Za-z0-9_][-.A-Za-z0-9_]{0,62}$/;

const checked = (text: string, isValid: boolean): Word => (isValid ? { text } : { text, fault: text });
const matching =
  (pattern: RegExp) =>
  (text: string): Word =>
    checked(text, pattern.test(text));

/** An object's name: the rule that all kinds keep which a command here names. */
export const nameWord = matching(SUBDOMAIN);
export const namespaceWord = matching(LABEL);
/** Containers and ports are labels (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container). */
export const containerWord = matching(LABEL);
export const quantityWord = matching(QUANTITY);
export const eksClusterWord = matching(EKS_CLUSTER);
export const databaseWord = matching(DATABASE_NAME);
/** A kind as kubectl takes it, in lower case. */
export const kindWord = (of: string): Word => checked(of.toLowerCase(), KIND.test(of.toLowerCase()));

/** "deployment/dojopool-api"; what lies outside the cluster is no object of it. */
export function objectWord(ref: ObjectRef): Word {
  const object = joined(kindWord(ref.kind), '/', nameWord(ref.name));
  return ref.kind === 'External' ? { ...object, fault: ref.name } : object;
}

/** "app=api,tier=web", as -l takes it; no label at all selects everything, so it is a fault. */
export function selectorWord(labels: Readonly<Record<string, string>>): Word {
  const pairs = Object.entries(labels).map(([key, value]) =>
    checked(`${key}=${value}`, isLabelKey(key) && LABEL_VALUE.test(value)),
  );
  const text = pairs.map((pair) => pair.text).join(',');
  return { ...checked(text, text !== ''), ...faultOf(pairs) };
}

function isLabelKey(key: string): boolean {
  const [prefix, last, ...more] = key.includes('/') ? key.split('/') : [undefined, key];
  return more.length === 0 && KEY_NAME.test(last ?? '') && (prefix === undefined || SUBDOMAIN.test(prefix));
}

/** A literal type: text that is written in the source, never a `string` that came from elsewhere. */
type Literal<T> = T extends string ? (string extends T ? never : T) : T;
/** Parts as literals, numbers and checked words. */
export type Literals<Parts extends readonly (string | number | Word)[]> = {
  [Index in keyof Parts]: Literal<Parts[Index]>;
};

/** One word of several parts: `joined('--replicas=', 4)`, `joined('spec.nodeName=', nameWord(node))`. */
export function joined<const Parts extends readonly (string | number | Word)[]>(
  ...parts: Literals<Parts>
): Word {
  const words = (parts as readonly (string | number | Word)[]).map(wordOf);
  return { text: words.map(({ text }) => text).join(''), ...faultOf(words) };
}

/** Several words of literals, numbers and checked words: what two commands have in common. */
export const words = <const Parts extends readonly (string | number | Word)[]>(
  ...parts: Literals<Parts>
): readonly Word[] => (parts as readonly (string | number | Word)[]).map(wordOf);

/** What is written in the source is taken as it is; a number has to be one that can be counted. */
export function wordOf(part: string | number | Word): Word {
  if (typeof part === 'string') return { text: part };
  if (typeof part === 'number') return checked(String(part), Number.isSafeInteger(part) && part >= 0);
  return part;
}

/** The first fault among words. */
export function faultOf(words: readonly Word[]): Pick<Word, 'fault'> {
  const fault = words.find((word) => word.fault !== undefined)?.fault;
  return fault === undefined ? {} : { fault };
}
