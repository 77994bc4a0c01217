import type { Random } from '../../bench/random.ts';

/**
 * What must never happen. `crash`: an exception that is uncaught, or of no type of ours, or a promise of ours that was not
 * kept; `5xx`: what a stranger sends is answered as our own trouble; `forgery`: somebody without the secret or the link
 * was let in; `stack`: a file of the user's ends in a stack trace.
 */
export const BREACHES = ['crash', '5xx', 'forgery', 'stack'] as const;
export type BreachKind = (typeof BREACHES)[number];

export class Breach extends Error {
  override readonly name = 'Breach';
  readonly kind: BreachKind;
  constructor(kind: BreachKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface OpenTarget {
  /** Makes one hostile input and tries it. @throws Breach, or whatever the code under test throws, which is a crash. */
  readonly attempt: (random: Random) => Promise<void> | void;
  readonly close?: () => Promise<void> | void;
}

/** A place where something from outside is read. */
export interface Target {
  readonly name: string;
  readonly open: () => Promise<OpenTarget> | OpenTarget;
}
