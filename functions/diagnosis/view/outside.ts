import type { NamedBy } from '../../model/named-by.ts';
import { isPublicName } from '../../text/public-name.ts';
import type { ClusterView } from './view.ts';
import type { Workload } from './workloads.ts';

/** A host outside the cluster that a workload calls. */
export interface OutsideHost {
  readonly host: string;
  readonly port: number | undefined;
}

/** A host that a workload is set up to call, and the words by which its lines may name it. */
interface SetUp extends OutsideHost {
  readonly words: readonly string[];
}

/**
 * Whether a host lies outside the cluster: the playbook says so, or it has a name of the public DNS (or any domain,
 * where a setting or the playbook names it) that is no Service's. NAME.NAMESPACE is not, whatever the namespace is called.
 */
export function isOutside(view: ClusterView, host: string, isSet = false): boolean {
  const name = host.toLowerCase();
  if (view.playbook.external.some((entry) => entry.host.toLowerCase() === name)) return true;
  const labels = name.split('.');
  if (labels.length < 2 || /^[\d.]+$/.test(name) || name.includes(':')) return false;
  if (IN_CLUSTER.test(name) || view.services.byHost(name, view.target.namespace)) return false;
  if (labels.length === 2 && isNamespace(view, labels[1] ?? '')) return false;
  return isPublicName(name) || (isSet && labels.length > 2);
}

/** Names that resolve in the cluster or on the node alone. */
const IN_CLUSTER = /\.(?:svc|local|localhost|localdomain|internal|cluster)(?:\.|$)/;

const isNamespace = (view: ClusterView, name: string): boolean =>
  name === view.target.namespace ||
  view.services.all.some(({ ref }) => ref.namespace === name) ||
  view.workloads.some(({ ref }) => ref.namespace === name);

/** The one host outside that a line names by a word of it, of the setting or of the playbook that names it: "mapbox". */
export function outsideNamedIn(view: ClusterView, workload: Workload, text: string): OutsideHost | undefined {
  const line = text.toLowerCase();
  const named = setUpOutside(view, workload).filter(({ words }) => words.some((word) => hasWord(line, word)));
  const [first] = named;
  return first && named.every(({ host }) => host === first.host) ? first : undefined;
}

/** The hosts outside that a workload is set up to call, and those of the playbook. */
function setUpOutside(view: ClusterView, workload: Workload): readonly SetUp[] {
  const calls = view.calls
    .from(workload)
    .filter(({ via, service, host }) => via.kind !== 'log' && !service && isOutside(view, host, true))
    .map(({ host, port, via }) => ({
      host,
      port,
      words: [...wordsOfHost(host), ...wordsOfSetting(via)],
    }));
  const external = view.playbook.external.map(({ host, port, name }) => ({
    host: host.toLowerCase(),
    port,
    words: [...wordsOfHost(host), name.toLowerCase()],
  }));
  return [...calls, ...external];
}

/** What a domain is called by: the label before its ending ("mapbox" of api.mapbox.com). */
function wordsOfHost(host: string): readonly string[] {
  const label = host.toLowerCase().split('.').at(-2) ?? '';
  const words =
    label.length >= MIN_WORD && !GENERIC.has(label) ? [label, host.toLowerCase()] : [host.toLowerCase()];
  return label === AWS.domain ? [...words, AWS.name] : words;
}

/** https://docs.aws.amazon.com/general/latest/gr/rande.html: its endpoints are SERVICE.REGION.amazonaws.com. */
const AWS = { domain: 'amazonaws', name: 'aws' };

function wordsOfSetting(via: NamedBy): readonly string[] {
  if (via.kind === 'env') return wordsOfName(via.name);
  return via.kind === 'config-map' ? wordsOfName(via.key) : [];
}

/** What a variable or key is about: MAPBOX of MAPBOX_URL, mapbox of mapbox.url. */
const wordsOfName = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .split(/[_.-]/)
    .filter((word) => (word.length >= MIN_WORD || /^[a-z]\d$/.test(word)) && !GENERIC.has(word));

const MIN_WORD = 3;
/** Words of any setting, which say nothing of whom it names. */
const GENERIC: ReadonlySet<string> = new Set(
  'api apis app base url uri urls host hostname addr address endpoint server service services port http https rest grpc web site key token user client public private internal external default main primary upstream backend remote target origin proxy domain path root the and for com net org co v1 v2 data database db cache auth login mail email notification notifications webhook callback request response error config settings prod production staging test env'.split(
    ' ',
  ),
);

/** Whether a text has a word that no letter goes on with. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!LETTER.test(text[at - 1] ?? '') && !LETTER.test(text[at + word.length] ?? '')) return true;
  return false;
}

const LETTER = /[a-z0-9]/;
