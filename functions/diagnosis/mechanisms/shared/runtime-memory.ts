import { type Action, advise, change } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { hasFixedTemplate, setResources } from '../../../model/command/deeds.ts';
import { containerWord, joined, objectWord, quantityWord, type Word } from '../../../model/command/word.ts';
import type { Container } from '../../../model/kubernetes/objects.ts';
import type { ObjectRef } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { RuntimeArea, RuntimeMemory } from '../../../model/statements/pods/memory.ts';
import { bytesText, parseQuantity } from '../../../text/quantity.ts';

const MIB = 2 ** 20;

/** How the runtimes say that an area of theirs is full. */
const FULL: readonly (readonly [RuntimeArea, RegExp])[] = [
  [
    'v8-heap',
    /JavaScript heap out of memory|Reached heap limit Allocation failed|Ineffective mark-compacts near heap limit/,
  ],
  // https://docs.oracle.com/en/java/javase/21/troubleshoot/troubleshooting-memory-leaks.html
  ['metaspace', /OutOfMemoryError: (?:Metaspace|Compressed class space)/],
  [
    'direct-memory',
    /OutOfMemoryError: (?:Direct buffer memory|Cannot reserve \d+ bytes of direct buffer memory)/,
  ],
  [
    'java-heap',
    /OutOfMemoryError: (?:Java heap space|GC overhead limit exceeded|Requested array size exceeds VM limit)/,
  ],
];

/** The area that a line says is full; undefined where it says nothing of the kind. */
export const fullArea = (line: string): RuntimeArea | undefined =>
  FULL.find(([, says]) => says.test(line))?.[0];

interface Option {
  readonly text: RegExp;
  /** Bytes that it allows; null where that needs a limit and there is none. */
  readonly bytes: (value: string, unit: string, limit: number | null) => number | null;
}

/** Sizes of the JVM (https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html): bytes without a letter. */
const JVM_UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: MIB, g: 2 ** 30, t: 2 ** 40 };
const jvmSize = (value: string, unit: string): number => Number(value) * (JVM_UNITS[unit.toLowerCase()] ?? 1);
const jvmShare = (value: string, _: string, limit: number | null): number | null =>
  limit === null ? null : (limit * Number(value)) / 100;

const OPTIONS: Readonly<Record<RuntimeArea, readonly Option[]>> = {
  'v8-heap': [
    // https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib
    { text: /--max[-_]old[-_]space[-_]size[= ](\d{1,9})()/, bytes: (value) => Number(value) * MIB },
  ],
  'java-heap': [
    { text: /-Xmx(\d{1,15})([kKmMgGtT]?)/, bytes: jvmSize },
    { text: /-XX:MaxHeapSize=(\d{1,15})([kKmMgGtT]?)/, bytes: jvmSize },
    { text: /-XX:MaxRAMPercentage=(\d{1,3}(?:\.\d{1,9})?)()/, bytes: jvmShare },
  ],
  metaspace: [{ text: /-XX:MaxMetaspaceSize=(\d{1,15})([kKmMgGtT]?)/, bytes: jvmSize }],
  'direct-memory': [{ text: /-XX:MaxDirectMemorySize=(\d{1,15})([kKmMgGtT]?)/, bytes: jvmSize }],
};

/** Share of the container's memory that the JVM takes for its heap by default (MaxRAMPercentage, in the same manual). */
const JVM_DEFAULT_SHARE = 0.25;
/** Containers below this have another default, MinRAMPercentage. */
const JVM_SMALL = 256 * MIB;

/**
 * What a container's runtime allows itself of an area: by its command line, else by a variable, whatever its name, since
 * start scripts pass on their own (JAVA_OPTS, KAFKA_HEAP_OPTS); else by the runtime's default.
 */
export function runtimeMemory(spec: Container | undefined, area: RuntimeArea): RuntimeMemory {
  const limit = parseQuantity(spec?.resources.limits.memory) || null;
  const texts = [
    [...(spec?.command ?? []), ...(spec?.args ?? [])].join(' '),
    ...(spec?.env ?? []).map(({ value }) => value ?? ''),
  ];
  for (const text of texts)
    for (const option of OPTIONS[area]) {
      const [setting, value = '', unit = ''] = option.text.exec(text) ?? [];
      if (setting !== undefined) return { area, setting, allowed: option.bytes(value, unit, limit), limit };
    }
  const isHeap = area === 'java-heap' && limit !== null && limit >= JVM_SMALL;
  return { area, setting: null, allowed: isHeap ? limit * JVM_DEFAULT_SHARE : null, limit };
}

/**
 * Up to this share of the container's memory a heap leaves enough for what lies beside it; Node's own advice is three
 * quarters (https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib).
 */
const HEAP_SHARE = 0.75;
/** How much more a limit is raised to: enough to tell a tight one from a leak. */
const MORE = 1.5;

/** What makes room: the option where the container has room for it, else the limit with it. */
export function makeRoom(
  ref: ObjectRef,
  spec: Container | undefined,
  memory: RuntimeMemory,
): readonly Action[] {
  const { allowed, limit, setting } = memory;
  if (limit === null)
    return [
      advise(
        `raise ${setting ?? 'it by an option of the runtime'}, and give the container a memory limit above it`,
      ),
    ];
  const hasRoom = allowed === null ? setting === null : allowed < limit * HEAP_SHARE;
  const newLimit = hasRoom ? limit : limit * MORE;
  const isHeap = memory.area === 'v8-heap' || memory.area === 'java-heap';
  const size = isHeap ? newLimit * HEAP_SHARE : (allowed ?? limit / 4) * MORE;
  return [
    ...present(!hasRoom && raiseLimit(ref, spec, newLimit)),
    setOption(ref, spec, memory, Math.floor(size / MIB)),
  ];
}

function raiseLimit(ref: ObjectRef, spec: Container | undefined, bytes: number): Action {
  const limit = `${Math.ceil(bytes / MIB)}Mi`;
  const why =
    'the runtime may use most of the limit already: raises it and restarts the pods; a leak comes back later';
  const setting = joined('--limits=memory=', quantityWord(limit));
  return setResources(ref, spec?.name ?? '', setting, why) ?? advise(`raise the memory limit to ${limit}`);
}

/** The variable that the runtime itself reads, and its option, MiB. */
const VARIABLES: Readonly<
  Record<RuntimeArea, { readonly name: string; readonly set: (mib: number) => Word }>
> = {
  'v8-heap': { name: 'NODE_OPTIONS', set: (mib) => joined('NODE_OPTIONS=--max-old-space-size=', mib) },
  'java-heap': { name: 'JAVA_TOOL_OPTIONS', set: (mib) => joined('JAVA_TOOL_OPTIONS=-Xmx', mib, 'm') },
  metaspace: {
    name: 'JAVA_TOOL_OPTIONS',
    set: (mib) => joined('JAVA_TOOL_OPTIONS=-XX:MaxMetaspaceSize=', mib, 'm'),
  },
  'direct-memory': {
    name: 'JAVA_TOOL_OPTIONS',
    set: (mib) => joined('JAVA_TOOL_OPTIONS=-XX:MaxDirectMemorySize=', mib, 'm'),
  },
};

/** A command only where it sets nothing aside: the variable holds this option alone, or is not there at all. */
function setOption(ref: ObjectRef, spec: Container | undefined, memory: RuntimeMemory, mib: number): Action {
  const { name, set } = VARIABLES[memory.area];
  const entry = spec?.env.find((one) => one.name === name);
  const isAlone = memory.setting === null ? entry === undefined : entry?.value === memory.setting;
  if (!isAlone || hasFixedTemplate(ref) || spec === undefined)
    return advise(`raise ${memory.setting ?? 'it'} where it is set, to about ${bytesText(mib * MIB)}`);
  return change(
    kubectl(ref.namespace, 'set', 'env', objectWord(ref), '-c', containerWord(spec.name), set(mib)),
    'gives the runtime more of what its container may use, and restarts the pods; a leak comes back later',
  );
}
