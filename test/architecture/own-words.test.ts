import { parse } from '@babel/parser';
import { describe, expect, it } from '@jest/globals';
import { readSource, SOURCES, type Source } from './sources.ts';

/** The rooms that decide and write: what reads the outside (clients, collectors, logs, files) looks into texts all day. */
const ROOMS = [
  'actions',
  'collect',
  'console',
  'diagnosis',
  'escalate',
  'incidents',
  'outlets',
  'plan',
  'recover',
  'report',
  'triage',
  'webhook',
  'writing',
];

/**
 * Every file of these rooms that looks into a text, by whose text it is. None of them is our own: a title, a sentence of
 * evidence or a line of the note is written of facts, and what needs to know one of them reads the fact.
 */
const READS: Readonly<Record<string, readonly string[]>> = {
  'what a program logged': [
    'diagnosis/differences/counterpart.ts',
    'diagnosis/differences/named-change.ts',
    'diagnosis/differences/rises.ts',
    'diagnosis/mechanisms/cloud/cloud-access.ts',
    'diagnosis/mechanisms/dependencies/refused-login.ts',
    'diagnosis/mechanisms/dependencies/server.ts',
    'diagnosis/mechanisms/dependencies/slow-dependency.ts',
    'diagnosis/mechanisms/dependencies/slowness.ts',
    'diagnosis/mechanisms/load/own-limits.ts',
    'diagnosis/mechanisms/load/own-resources.ts',
    'diagnosis/mechanisms/network/protocol-met.ts',
    'diagnosis/mechanisms/network/protocol.ts',
    'diagnosis/mechanisms/pods/crash-line.ts',
    'diagnosis/mechanisms/pods/init-wait.ts',
    'diagnosis/mechanisms/pods/last-error.ts',
    'diagnosis/mechanisms/pods/missing-file.ts',
    'diagnosis/mechanisms/pods/not-executed.ts',
    'diagnosis/mechanisms/pods/own-fault.ts',
    'diagnosis/mechanisms/pods/room-end.ts',
    'diagnosis/mechanisms/pods/service-link.ts',
    'diagnosis/mechanisms/shared/called.ts',
    'diagnosis/mechanisms/shared/expired.ts',
    'diagnosis/mechanisms/shared/failures.ts',
    'diagnosis/mechanisms/shared/judgement.ts',
    'diagnosis/mechanisms/shared/last-words.ts',
    'diagnosis/mechanisms/shared/listening.ts',
    'diagnosis/mechanisms/shared/messages.ts',
    'diagnosis/mechanisms/shared/patterns.ts',
    'diagnosis/mechanisms/shared/phrases.ts',
    'diagnosis/mechanisms/shared/rate-limit.ts',
    'diagnosis/mechanisms/shared/refusal.ts',
    'diagnosis/mechanisms/shared/runtime-memory.ts',
    'diagnosis/mechanisms/shared/room.ts',
    'diagnosis/mechanisms/shared/same-words.ts',
    'diagnosis/mechanisms/shared/waited-for.ts',
  ],
  'what Kubernetes says: the message or reason of an event or a status': [
    'diagnosis/changes/reach.ts',
    'diagnosis/changes/rollouts.ts',
    'diagnosis/changes/scalings.ts',
    'diagnosis/mechanisms/cluster/node.ts',
    'diagnosis/mechanisms/dependencies/dependency-error.ts',
    'diagnosis/mechanisms/load/hpa-idle.ts',
    'diagnosis/mechanisms/pods/config-missing.ts',
    'diagnosis/mechanisms/pods/crash.ts',
    'diagnosis/mechanisms/pods/eviction.ts',
    'diagnosis/mechanisms/pods/image-pull.ts',
    'diagnosis/mechanisms/pods/liveness.ts',
    'diagnosis/mechanisms/pods/oom-end.ts',
    'diagnosis/mechanisms/pods/pod-rejected.ts',
    'diagnosis/mechanisms/pods/probe-events.ts',
    'diagnosis/mechanisms/pods/probes.ts',
    'diagnosis/mechanisms/pods/sandbox.ts',
    'diagnosis/mechanisms/pods/start-memory.ts',
    'diagnosis/mechanisms/scheduling/admission.ts',
    'diagnosis/mechanisms/scheduling/quota.ts',
    'diagnosis/mechanisms/scheduling/unschedulable.ts',
    'diagnosis/mechanisms/shared/kept-connections.ts',
    'diagnosis/mechanisms/shared/scheduling.ts',
    'diagnosis/mechanisms/storage/own-storage.ts',
    'diagnosis/mechanisms/storage/volume-mount.ts',
    'diagnosis/mechanisms/storage/volume-unbound.ts',
  ],
  'a field of an object: a name, a label, an image, a key, a quantity, a variable': [
    'diagnosis/as-of/metadata.ts',
    'diagnosis/as-of/pods.ts',
    'diagnosis/changes/bounds.ts',
    'diagnosis/changes/changes.ts',
    'diagnosis/changes/managed.ts',
    'diagnosis/changes/shared-settings.ts',
    'diagnosis/differences/settings.ts',
    'diagnosis/differences/touched.ts',
    'diagnosis/mechanisms/cluster/control-plane.ts',
    'diagnosis/mechanisms/dependencies/dependency-unreachable.ts',
    'diagnosis/mechanisms/network/gateway-route.ts',
    'diagnosis/mechanisms/network/service-routing.ts',
    'diagnosis/mechanisms/pods/mounted-key.ts',
    'diagnosis/mechanisms/scheduling/quotas.ts',
    'diagnosis/mechanisms/scheduling/scaled-to-zero.ts',
    'diagnosis/mechanisms/scheduling/unread-pods.ts',
    'diagnosis/remedy/effect.ts',
    'diagnosis/sections/prevention.ts',
    'diagnosis/symptoms/schedule.ts',
    'diagnosis/view/command-hosts.ts',
    'diagnosis/view/dependencies.ts',
    'diagnosis/view/selectors.ts',
    'diagnosis/view/services.ts',
    'diagnosis/view/workloads.ts',
    'writing/statements/template-difference.ts',
  ],
  'a host, an address, an HTTP status': [
    'diagnosis/differences/others.ts',
    'diagnosis/mechanisms/network/dns.ts',
    'diagnosis/mechanisms/scheduling/missing-services.ts',
    'diagnosis/mechanisms/shared/peer-names.ts',
    'diagnosis/mechanisms/shared/peers.ts',
    'diagnosis/remedy/dependency.ts',
    'diagnosis/sections/dependencies.ts',
    'diagnosis/sections/target-logs.ts',
    'diagnosis/view/outside.ts',
    'diagnosis/view/peers.ts',
    'writing/note/failing-section.ts',
    'writing/page/html.ts',
  ],
  "PagerDuty's: an alert, an incident, a request to its API": [
    'console/api.ts',
    'console/stand-in.ts',
    'incidents/alert/alert.ts',
    'incidents/alert/text.ts',
    'incidents/alert/title.ts',
    'incidents/occurrence/occurrence.ts',
    'webhook/handler.ts',
    'webhook/signature.ts',
  ],
  "a user's: a workload on the command line, a command to paste": [
    'diagnosis/advice/remedies-for.ts',
    'incidents/escalation/message.ts',
    'incidents/occurrence/plan.ts',
    'writing/note/lists-section.ts',
  ],
  'a mark of ours, made to be found again: a name, the last line of a note, a place in the page': [
    'actions/call.ts',
    'incidents/occurrence/occurrence-name.ts',
    'writing/note/marker.ts',
    'writing/page/calls-part.ts',
    'writing/page/link-life.ts',
  ],
  'none: a number is rounded, an id made, markup escaped': [
    'console/webhook.ts',
    'writing/report/onset-text.ts',
    'writing/statements/progress.ts',
    'writing/time-line/time-line.ts',
  ],
};

/** What looks into a text whatever it is called on; a list has none of these. */
const OF_TEXT = new Set([
  'test',
  'exec',
  'match',
  'matchAll',
  'search',
  'startsWith',
  'endsWith',
  'replace',
  'replaceAll',
  'split',
]);
/** A list has these as well. */
const OF_BOTH = new Set(['includes', 'indexOf', 'lastIndexOf']);
/** Lists whose members are words of a closed set, by the name that they go by. */
const LISTS = new Set(['keys', 'checks', 'abilities', 'causes']);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Whether a source looks into a text: by a regular expression, or by a method that only a text has. */
function looksIntoText({ text }: Source): boolean {
  const nodes: unknown[] = [parse(text, { sourceType: 'module', plugins: ['typescript'] }).program];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    if (isReading(node as Node)) return true;
    for (const [key, value] of Object.entries(node)) if (key !== 'loc' && value) nodes.push(value);
  }
  return false;
}

function isReading(node: Node): boolean {
  if (node.type === 'RegExpLiteral') return true;
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return false;
  const callee = node.callee as Node;
  const method = nameOf(callee.property);
  if (method === undefined) return false;
  const of = nameOf(callee.object) ?? nameOf((callee.object as Node | undefined)?.property);
  if (of === 'store') return false;
  if (OF_TEXT.has(method)) return true;
  const [first] = node.arguments as readonly Node[];
  return (
    OF_BOTH.has(method) && !LISTS.has(of ?? '') && /^(?:String|Template)Literal$/.test(first?.type ?? '')
  );
}

const nameOf = (node: unknown): string | undefined => {
  const { type, name } = (node ?? {}) as Node;
  return type === 'Identifier' && typeof name === 'string' ? name : undefined;
};

const LISTED = Object.values(READS).flat();
const inside = ({ path }: Source): string => path.replace(/^functions\//, '');
const isOfRooms = (source: Source): boolean => ROOMS.some((room) => inside(source).startsWith(`${room}/`));

describe('whose words are read', () => {
  const found = SOURCES.filter(isOfRooms).filter(looksIntoText).map(inside);

  it('is known of every file that looks into a text, and of none that does not', () => {
    expect(found.filter((path) => !LISTED.includes(path))).toEqual([]);
    expect(LISTED.filter((path) => !found.includes(path))).toEqual([]);
  });

  it('is said once of each', () => {
    expect(LISTED.filter((path, index) => LISTED.indexOf(path) !== index)).toEqual([]);
  });

  it.each([
    'export const isBad = (title: string) => /refuses/.test(title);',
    "export const isBad = (title: string) => title.startsWith('its ');",
    "export const isBad = (cause: Cause) => cause.title.includes('refuses');",
    "export const isBad = (detail?: string) => detail?.endsWith('x');",
    'export const isBad = (text: string) => text.indexOf(`a`) >= 0;',
  ])('is asked of: %s', (text) => {
    expect(looksIntoText(readSource('functions/writing/note/a.ts', text))).toBe(true);
  });

  it.each([
    "export const has = (keys: readonly string[]) => keys.includes('spec.replicas');",
    'export const has = (names: readonly string[], name: string) => names.includes(name);',
    "export const swap = (store: Store) => store.replace('key', 'body');",
    '// title.startsWith("its")\nexport const none = 1;',
  ])('is not asked of: %s', (text) => {
    expect(looksIntoText(readSource('functions/writing/note/a.ts', text))).toBe(false);
  });
});
