import { hostsIn } from '../../redaction/redact.ts';
import { isProduct, isPublic } from './public-words.ts';
import { type Place, type Visit, visitStrings } from './strings.ts';

/** What a bundle calls its things, in lower case. */
export interface Names {
  /** Words that are somebody's own: "dojopool" of "dojopool-api". */
  readonly words: ReadonlySet<string>;
  /** Names of common words alone, which are replaced where a name stands: "edge", "web-clients". */
  readonly common: ReadonlySet<string>;
  /** Hosts with a dot that are outside of the cluster: "api.mapbox.com". */
  readonly hosts: ReadonlySet<string>;
}

/** Fields whose value is a name that somebody gave. */
const NAME_FIELDS: ReadonlySet<string> = new Set([
  ...['name', 'namespace', 'nodeName', 'hostname', 'serviceName', 'claimName', 'secretName', 'volumeName'],
  ...['serviceAccountName', 'priorityClassName', 'storageClassName', 'runtimeClassName', 'ingressClassName'],
  ...['cluster', 'workload', 'pod', 'container', 'node', 'database', 'user'],
]);
/** Variables that name a user, a database or what a cloud holds for somebody. */
const NAMING_VARIABLE =
  /(?:^|_)(?:USER|USERNAME|ROLE|DB|DATABASE|BUCKET|QUEUE|TOPIC|TENANT|ACCOUNT|CLUSTER|PROJECT|INDEX|SCHEMA)(?:_?NAME|_ID)?$/i;
/** Label keys of Kubernetes and clouds, whose values are theirs; app.kubernetes.io's are given by people. */
const THEIR_LABEL = /(?<!^app\.)(?:kubernetes\.io|k8s\.io|amazonaws\.com|k8s\.aws|eksctl\.io)\//;
const OWN_LABEL = /^(?:app\.kubernetes\.io\/|kubernetes\.io\/(?:hostname|metadata\.name)$)/;
/** A key of a ConfigMap or Secret that is a variable's name: what it sets says more of a program than of its owner. */
const VARIABLE = /^[A-Z0-9_]+$/;
/** The keys that Kubernetes itself asks for (https://kubernetes.io/docs/concepts/configuration/secret/#secret-types). */
const THEIR_KEY =
  /^(?:\.docker(?:cfg|configjson)|tls\.(?:crt|key)|ca\.crt|ssh-privatekey|username|password|token)$/;
/** Where a key is named: a ConfigMap's or Secret's own list, and what refers to one. */
const KEYS_WITHIN: ReadonlySet<string> = new Set(['hosts', 'items', 'configMapKeyRef', 'secretKeyRef']);
const EXTENSION = /\.[a-z0-9]{1,10}$/i;

/** A login in a line of a database or a shell. */
const LOGIN =
  /\b(?:user|role|username|login|for user|database)[ =:]{1,2}["'`](?<quoted>[A-Za-z][\w.-]{1,62})["'`]|\b(?:user|username|login|role|PGUSER|database|dbname)=(?<plain>[A-Za-z][\w.-]{1,62})|'(?<mysql>[A-Za-z][\w.-]{1,31})'@'/g;
const ARN = /\barn:aws[\w-]{0,10}:[\w-]{1,40}:[\w-]{0,20}:\d{0,12}:([\w+=,.@/:*-]{1,512})/g;
const EMAIL_DOMAIN = /@((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})\b/gi;
const IMAGE_FIELDS: ReadonlySet<string> = new Set(['image', 'imageID']);

/** What is named within an object by common words alone is nobody's: a port "http", a volume "data", an autoscaler's "cpu". */
const INNER: ReadonlySet<string> = new Set([
  ...['ports', 'volumes', 'volumeMounts', 'volumeDevices', 'metrics', 'alerts'],
  ...['resource', 'containerResource'],
]);
/** A label's value that names nothing: a version, a switch. */
const NO_NAME = /^v?\d[\w.-]*$|^(?:true|false)$/;
/** What Kubernetes itself made and names in every cluster. */
const KUBERNETES_OWN =
  /^(?:default$|kubernetes$|kube-(?:system|public|node-lease|root-ca\.crt|dns|proxy|scheduler|apiserver|controller-manager|api-access)(?![a-z])|system:|system-(?:node|cluster)-critical)/;
/** A host of EC2 is named by its address, which is replaced as such. */
const BY_ADDRESS = /^ip-\d/;

/** Random endings of Kubernetes' own making: https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go */
const RANDOM = /^(?:[bcdfghjklmnpqrstvwxz2456789]{5,10}|[0-9a-f]{8,64})$/;
const isNumberOrShort = (part: string): boolean => part.length <= 2 || /^v?\d+$/.test(part);
/** Endings under which a host is Kubernetes' or a cloud's own. */
const THEIR_HOST =
  /(?:^|\.)(?:svc|cluster\.local|amazonaws\.com|googleapis\.com|azure\.com|windows\.net|kubernetes\.io|k8s\.io|docker\.io|ghcr\.io|quay\.io|gcr\.io|localhost|local|internal)$/;
const OUTSIDE_HOST = /^(?:[a-z0-9_-]{1,63}\.){1,8}[a-z]{2,24}$/;

const partsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
/** "image.test/team/cart:1.2@sha256:..." without its tag and digest. */
const repositoryOf = (image: string): string =>
  image
    .replace(/^[\w-]+:\/\//, '')
    .replace(/@.*$/, '')
    .replace(/:[^/]*$/, '');

/** Everything in a bundle that somebody named. */
export function namesIn(saved: unknown): Names {
  const words = new Set<string>();
  const common = new Set<string>();
  const hosts = new Set<string>();

  const addName = (name: string, { mayBeCommon = true } = {}): void => {
    if ([KUBERNETES_OWN, BY_ADDRESS, NO_NAME].some((pattern) => pattern.test(name))) return;
    const parts = partsOf(name);
    const own = parts.filter((part) => !isNumberOrShort(part) && !isPublic(part) && !RANDOM.test(part));
    for (const part of own) words.add(part);
    const plain = parts.filter((part) => !/^\d+$/.test(part) && !RANDOM.test(part));
    if (!mayBeCommon || name.length <= 2 || own.length > 0 || plain.every(isProduct)) return;
    // "edge-5b9cbf8667-jmdl2" is edge's: what Kubernetes put behind it goes along.
    common.add(
      name.toLowerCase().replace(/(?:[-.](?:[bcdfghjklmnpqrstvwxz2456789]{5,10}|[0-9a-f]{8,}))+$/, ''),
    );
  };
  const addHost = (host: string): void => {
    const name = host.toLowerCase().replace(/\.$/, '');
    if (/^[\d.]+$/.test(name) || name.includes(':')) return;
    if (!name.includes('.')) {
      if (/^[a-z][a-z0-9-]{2,62}$/.test(host)) addName(name);
    } else if (THEIR_HOST.test(name)) addName(name.replace(THEIR_HOST, ''));
    else if (OUTSIDE_HOST.test(name)) {
      hosts.add(name);
      addName(name.replace(/\.[a-z]+$/, ''), { mayBeCommon: false });
    }
  };
  const addTexts = (text: string): void => {
    for (const { host } of hostsIn(text)) addHost(host);
    for (const [, domain = ''] of text.matchAll(EMAIL_DOMAIN)) addHost(domain);
    for (const { groups = {} } of text.matchAll(LOGIN))
      addName(groups.quoted ?? groups.plain ?? groups.mysql ?? '');
    for (const [, resource = ''] of text.matchAll(ARN)) addName(resource);
  };
  const addImage = (image: string): void => {
    const [first = '', ...rest] = repositoryOf(image).split('/');
    const hasHost = rest.length > 0 && /[.:]/.test(first);
    if (hasHost) addHost(first.replace(/:.*$/, ''));
    for (const part of hasHost ? rest : [first, ...rest]) addName(part, { mayBeCommon: false });
  };
  const addNamed = (text: string, place: Place): void => {
    const { field, within } = place;
    if (isKeyOfConfiguration(text, place)) addName(text.replace(EXTENSION, ''), { mayBeCommon: false });
    if (isName(place)) addName(text, { mayBeCommon: !INNER.has(within) });
    if (IMAGE_FIELDS.has(field)) addImage(text);
    if (/host$/i.test(field)) addHost(text);
  };
  const visit: Visit = (text, place) => {
    addNamed(text, place);
    addTexts(text);
  };
  visitStrings(saved, visit);
  return { words, common, hosts };
}

/** Whether a string is a key that somebody chose in a ConfigMap or Secret: managers' keys are paths. */
function isKeyOfConfiguration(text: string, { field, within, siblings }: Place): boolean {
  const isKey =
    (field === 'keys' && 'metadata' in siblings) ||
    field === 'windowsScripts' ||
    (field === 'key' && KEYS_WITHIN.has(within));
  return isKey && !VARIABLE.test(text) && !THEIR_KEY.test(text);
}

/** True where a string stands that somebody chose to call something by. */
function isName({ field, within, siblings }: Place): boolean {
  if (within === 'env') return field === 'value' && NAMING_VARIABLE.test(String(siblings.name));
  if (/labels$/i.test(within)) return OWN_LABEL.test(field) || !THEIR_LABEL.test(field);
  return NAME_FIELDS.has(field);
}
