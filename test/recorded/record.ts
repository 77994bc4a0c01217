import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { run as record } from '../../functions/cli/record.ts';
import { processIo } from '../../functions/local/io.ts';
import { readRecording } from '../../functions/recordings/recording.ts';
import type { KubeObject } from '../cluster/dojopool/manifests/object.ts';
import { outsideNamespace } from '../cluster/dojopool/manifests/outside.ts';
import { ALL_FAULTS } from '../cluster/faults/index.ts';
import type { Fault } from '../cluster/harness/fault.ts';
import { kubectl } from '../cluster/harness/kubectl.ts';
import { deploy } from '../cluster/harness/system.ts';
import { CASES, PROGRAM_FILES, recordingOf } from './paths.ts';
import { BROKEN_SECONDS, WELL_SECONDS } from './seconds.ts';
import { SYSTEMS } from './systems/index.ts';
import { configMap, OUTSIDE_ADDRESS, PROGRAMS } from './systems/parts.ts';
import type { Hands, System } from './systems/system.ts';

/**
 * Makes systems on the cluster that KUBECONFIG names, breaks them and records what its API answers:
 * `npm run record:cases -- NAME...`; those named together are made at the same time.
 */
/** What a fault of the cluster suite is recorded as: "dojopool-memory-leak". */
const DOJOPOOL = 'dojopool-';
const READY_WITHIN = '180s';
/** How often a recording is tried. */
const ATTEMPTS = 6;

const say = (name: string, what: string): void => void process.stderr.write(`${name}: ${what}\n`);

const isWhole = async (file: string): Promise<boolean> =>
  Object.values((await readRecording(file)).lists).every((list) => 'items' in list || list.status !== 500);

/** Records a system; again where a busy machine's API has left a list without an answer. */
const write = async (name: string, namespace: string): Promise<void> => {
  mkdirSync(`${CASES}${name}`, { recursive: true });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await record(['--out', recordingOf(name), '--namespace', namespace], processIo());
    if (await isWhole(recordingOf(name))) return;
  }
  throw new Error(`in none of ${ATTEMPTS} recordings did the API answer all lists`);
};

const programs = (): KubeObject =>
  configMap(
    PROGRAMS,
    Object.fromEntries(
      readdirSync(PROGRAM_FILES).map((file) => [file, readFileSync(`${PROGRAM_FILES}${file}`, 'utf8')]),
    ),
  );

/** Hands in a namespace; `address` stands for OUTSIDE_ADDRESS in what they apply. */
const handsIn = (namespace: string, address = ''): Hands => {
  const inNamespace = (...args: string[]): Promise<string> => kubectl(['-n', namespace, ...args]);
  return {
    kubectl: inNamespace,
    apply: async (...objects) => {
      const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
      const addressed = list.replaceAll(OUTSIDE_ADDRESS, address);
      await kubectl(['-n', namespace, 'apply', '--server-side', '--force-conflicts', '-f', '-'], addressed);
    },
  };
};

/** The namespace of what stands for a host outside, which is not recorded. */
const outsideOf = (namespace: string): string => `${namespace}-outside`;

/** Makes what stands for a host outside; its hands and the address that it is reached at. */
const makeOutside = async (namespace: string, objects: readonly KubeObject[]) => {
  const hands = handsIn(namespace);
  await kubectl(['create', 'namespace', namespace]);
  await hands.apply(programs(), ...objects);
  await allReady(hands);
  const address = await hands.kubectl('get', 'services', '-o', 'jsonpath={.items[0].spec.clusterIP}');
  return { hands, address };
};

const allReady = async ({ kubectl: ask }: Hands): Promise<void> => {
  const workloads = await ask('get', 'deployments,statefulsets,daemonsets', '-o', 'name');
  for (const workload of workloads.split('\n').filter((line) => line !== ''))
    await ask('rollout', 'status', workload, `--timeout=${READY_WITHIN}`);
};

const recordSystem = async (name: string, system: System): Promise<void> => {
  const { namespace, wellSeconds = WELL_SECONDS, brokenSeconds = BROKEN_SECONDS } = system;
  const outside =
    system.outside === undefined ? undefined : await makeOutside(outsideOf(namespace), system.outside);
  const hands: Hands = {
    ...handsIn(namespace, outside?.address),
    ...(outside === undefined ? {} : { outside: outside.hands }),
  };
  await kubectl(['create', 'namespace', namespace]);
  try {
    await hands.apply(programs(), ...system.servers);
    await allReady(hands);
    if (system.clients !== undefined) {
      await hands.apply(...system.clients);
      await allReady(hands);
    }
    if (system.before !== undefined) await hands.apply(...system.before);
    say(name, `is well, and left alone for ${wellSeconds} s`);
    await sleep(wellSeconds * 1000);
    await system.fault(hands);
    say(name, `is broken, and recorded in ${brokenSeconds} s`);
    await sleep(brokenSeconds * 1000);
    await write(name, namespace);
  } finally {
    await system.revert?.(hands);
    await kubectl(['delete', 'namespace', namespace, '--wait=false']);
    if (outside !== undefined) await kubectl(['delete', 'namespace', outsideOf(namespace), '--wait=false']);
  }
};

/** DojoPool, in DOJOPOOL_NAMESPACE, anew for each: neither logs nor events hold anything of another fault. */
const recordFault = async (name: string, fault: Fault): Promise<void> => {
  const system = await deploy();
  try {
    say(name, `is well, and left alone for ${WELL_SECONDS} s`);
    await sleep(WELL_SECONDS * 1000);
    await fault.inject(system);
    await fault.shows(system);
    say(name, `is broken, and recorded in ${BROKEN_SECONDS} s`);
    await sleep(BROKEN_SECONDS * 1000);
    await write(name, system.namespace);
  } finally {
    await fault.revert(system);
    const namespaces = [system.namespace, outsideNamespace(system.settings)];
    await kubectl(['delete', 'namespace', ...namespaces, '--wait=false']);
  }
};

const make = async (name: string): Promise<void> => {
  const system = Object.hasOwn(SYSTEMS, name) ? SYSTEMS[name] : undefined;
  const fault = ALL_FAULTS.find((one) => `${DOJOPOOL}${one.name}` === name);
  if (system !== undefined) await recordSystem(name, system);
  else if (fault !== undefined) await recordFault(name, fault);
};

const known = [...Object.keys(SYSTEMS), ...ALL_FAULTS.map((one) => `${DOJOPOOL}${one.name}`)];

/** What keeps the names from being recorded, as a sentence; undefined where nothing does. */
const refusal = (names: readonly string[]): string | undefined => {
  const unknown = names.filter((name) => !known.includes(name));
  if (names.length === 0 || unknown.length > 0)
    return [
      `name what to record${unknown.map((name) => `; there is no ${name}`).join('')}; there are:`,
      ...known,
    ].join('\n');
  // kubectl would take the cluster that a person works with.
  return process.env.KUBECONFIG === undefined ? 'set KUBECONFIG to a cluster that is yours' : undefined;
};

/** All to their end, so that each deletes its namespace. */
const makeAll = async (names: readonly string[]): Promise<void> => {
  const outcomes = await Promise.allSettled(names.map(make));
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') continue;
    say(names[index] ?? '', `not recorded: ${outcome.reason}`);
    process.exitCode = 1;
  }
};

const names = process.argv.slice(2);
const refused = refusal(names);
if (refused === undefined) await makeAll(names);
else {
  process.stderr.write(`record: ${refused}\n`);
  process.exitCode = 2;
}
