import { readJson, writeJson } from '../clients/store/json.ts';
import { keySegment, type StorePort } from '../clients/store/port.ts';
import type { CallTarget } from '../incidents/escalation/decide.ts';
import type { Timer } from '../incidents/escalation/timers.ts';
import type { Plan } from '../incidents/occurrence/plan.ts';
import type { EvidenceSet } from '../model/evidence.ts';
import type { Comparison } from '../model/recovery.ts';
import type { Report, Target } from '../model/report.ts';
import type { Window } from '../model/window.ts';
import type { MadeCall, NoteState } from '../writing/note/context.ts';

/** What one collecting run brought. */
export interface CollectedStage {
  readonly window: Window;
  readonly evidence: EvidenceSet;
  /** ms by collector. */
  readonly timings: Readonly<Record<string, number>>;
}
/** `all` is fast evidence and logs in one, as they are collected after an incident; `exec` lies beside either. */
export type Stage = 'fast' | 'logs' | 'all' | 'exec';
export type Phase = 'before' | 'after';

/** The keys of what is kept of an occurrence; the folder is its name, so that lifecycle rules and people find it. */
const keys = {
  plan: (occurrence: string) => `${occurrence}/plan.json`,
  evidence: (occurrence: string, phase: Phase, stage: Stage) =>
    `${occurrence}/evidence-${phase}-${stage}.json`,
  page: (occurrence: string) => `${occurrence}/report.html`,
  timeline: (occurrence: string) => `${occurrence}/timeline.md`,
  edition: (occurrence: string) => `${occurrence}/edition.json`,
  ending: (occurrence: string) => `${occurrence}/ending.json`,
  call: (occurrence: string, step: number) => `${occurrence}/calls/${step}.json`,
  lapses: (occurrence: string) => `${occurrence}/lapses.json`,
  timers: (occurrence: string) => `${occurrence}/timers.json`,
};

/** An effect's record. */
export const effectKey = (occurrence: string, effect: string): string =>
  `${occurrence}/effects/${keySegment(effect)}.json`;

/** The claim of a target: whoever has it triages. */
export const claimKey = (target: Target): string => `${claimFolder(target)}.json`;

/** People as they are called together: "user-PLEAD001", "level-2-of-PPOLICY1". */
export type Whom = `${string}-${string}`;
export const whomOf = (targets: readonly CallTarget[]): Whom =>
  `${targets[0]?.type ?? 'nobody'}-${targets.map(({ id }) => id).join('-')}`;
export const levelOf = (policyId: string, level: number): Whom => `level-${level}-of-${policyId}`;

/** The claim of people for a target: whoever has it calls them. */
export const callClaimKey = (target: Target, whom: Whom): string =>
  `${claimFolder(target)}/${keySegment(whom)}.json`;

function claimFolder({ cluster, namespace, workload }: Target): string {
  const what = workload === undefined ? 'all' : `${workload.kind}.${workload.name}`;
  return `claims/${[cluster, namespace, what].map(keySegment).join('/')}`;
}

/** How the note was written last, and with which report, so that it can be written again with the same one. */
export interface Edition {
  readonly state: NoteState;
  readonly detail?: string;
  readonly report?: Report;
  /** What stands in a note that has no report. */
  readonly lines?: readonly string[];
}

/**
 * How an incident ended. Once it is kept the note is about that, whoever writes it: a report or a call that is late by some
 * minutes does not say that the incident goes on.
 */
export interface Ending {
  readonly comparison: Comparison;
  /** RFC 3339 UTC: when it was looked again. */
  readonly seenAt: string;
  /** The time line, Markdown: in the same object, since each write costs as much as twelve reads. */
  readonly timeline: string;
}

/** What became of a step of the escalation path. */
export interface CallRecord extends MadeCall {
  /** Who was really called; not there in records of an earlier version. */
  readonly whom?: Whom;
  /** True once the note says so. */
  readonly isTold?: boolean;
}

/** What is kept of an occurrence, typed; whatever was not written yet reads as undefined. */
export interface OccurrenceFiles {
  readPlan(): Promise<Plan | undefined>;
  writePlan(plan: Plan): Promise<void>;
  readEvidence(phase: Phase, stage: Stage): Promise<CollectedStage | undefined>;
  writeEvidence(phase: Phase, stage: Stage, collected: CollectedStage): Promise<void>;
  readPage(): Promise<string | undefined>;
  writePage(html: string): Promise<void>;
  /** How it ended; undefined until it was resolved and looked at again. */
  readEnding(): Promise<Ending | undefined>;
  writeEnding(ending: Ending): Promise<void>;
  readTimeline(): Promise<string | undefined>;
  readEdition(): Promise<Edition | undefined>;
  writeEdition(edition: Edition): Promise<void>;
  /** What became of a step of the escalation path; undefined until it was due. */
  readCall(step: number): Promise<CallRecord | undefined>;
  writeCall(step: number, call: CallRecord): Promise<void>;
  /** RFC 3339 UTC, oldest first: when acknowledgements of this occurrence lapsed. */
  readLapses(): Promise<readonly string[]>;
  writeLapses(at: readonly string[]): Promise<void>;
  /** Who is called when, of an occurrence that has no plan; [] when that is not known either. */
  readTimers(): Promise<readonly Timer[]>;
  writeTimers(timers: readonly Timer[]): Promise<void>;
}

/** The files of the occurrence of this name. */
export function filesOf(store: StorePort, occurrence: string): OccurrenceFiles {
  const text = async (key: string): Promise<string | undefined> => (await store.get(key))?.body;
  return {
    readPlan: () => readJson<Plan>(store, keys.plan(occurrence)),
    writePlan: (plan) => writeJson(store, keys.plan(occurrence), plan),
    readEvidence: (phase, stage) => readJson(store, keys.evidence(occurrence, phase, stage)),
    writeEvidence: (phase, stage, collected) =>
      writeJson(store, keys.evidence(occurrence, phase, stage), collected),
    readPage: () => text(keys.page(occurrence)),
    writePage: (html) => store.put(keys.page(occurrence), html, 'text/html; charset=utf-8'),
    readEnding: () => readJson(store, keys.ending(occurrence)),
    writeEnding: (ending) => writeJson(store, keys.ending(occurrence), ending),
    // An earlier version kept it in an object of its own.
    readTimeline: async () =>
      (await readJson<Ending>(store, keys.ending(occurrence)))?.timeline ?? text(keys.timeline(occurrence)),
    readEdition: () => readJson(store, keys.edition(occurrence)),
    writeEdition: (edition) => writeJson(store, keys.edition(occurrence), edition),
    readCall: (step) => readJson(store, keys.call(occurrence, step)),
    writeCall: (step, call) => writeJson(store, keys.call(occurrence, step), call),
    readLapses: async () => (await readJson<string[]>(store, keys.lapses(occurrence))) ?? [],
    writeLapses: (at) => writeJson(store, keys.lapses(occurrence), at),
    readTimers: async () => (await readJson<Timer[]>(store, keys.timers(occurrence))) ?? [],
    writeTimers: (timers) => writeJson(store, keys.timers(occurrence), timers),
  };
}
