import type { System } from './system.ts';

/** An object as a report names it. */
export interface ExpectedObject {
  readonly kind: string;
  readonly name: string;
}

/** A fault: how it is made, how it shows, what firstnote must say first, and how it is undone. */
export interface Fault {
  readonly name: string;
  readonly inject: (system: System) => Promise<void>;
  /** Resolves when an engineer could see it. */
  readonly shows: (system: System) => Promise<void>;
  /** The first cause must be one of these, with one of these objects; none at all where it is empty. */
  readonly expected: {
    readonly causes: readonly string[];
    readonly objects: readonly ExpectedObject[];
    /** What the note's first cause says, where it is read from the note. */
    readonly words?: RegExp;
    /** What the note must say elsewhere. */
    readonly note?: readonly RegExp[];
    /** No cause above low may blame anything else. */
    readonly only?: boolean;
    /** A command that must not be offered. */
    readonly notOffered?: RegExp;
  };
  readonly revert: (system: System) => Promise<void>;
  /** How long the system is left alone after the fault shows, as an alert waits before it fires; ms. */
  readonly lastsMs?: number;
  /** Where it can be made: `node` needs a process of the machine that runs the cluster. */
  readonly needs?: 'node';
}

/** Where the name is the cluster's own: its node, the chosen namespace. */
export const ANY = '*';

export const object = (kind: string, name: string): ExpectedObject => ({ kind, name });
