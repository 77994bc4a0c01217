import type { Word } from '../model/command/word.ts';
import type { PatternKind } from '../model/log-summary.ts';
import type { ServerTrouble } from '../model/statements/servers.ts';

/** What a line says of the other side of a call. */
export type FailureKind =
  | 'dns'
  | 'connections'
  | 'auth'
  | 'read-only'
  | 'full'
  | 'server-says'
  | 'bad-request'
  | 'unauthorized'
  | 'failed-request'
  | 'certificate'
  | 'refused'
  | 'timeout'
  | 'no-answer'
  | 'unavailable';

/** By what a kind of server is known, and in whose logs. All words are compared without case where no flag says else. */
export interface Identity {
  /** Its usual port. */
  readonly port: number;
  /** In an image's or a workload's name. */
  readonly images: RegExp;
  /** How a log line is classed that has these words. */
  readonly classes?: Readonly<Partial<Record<PatternKind, readonly RegExp[]>>>;
  /** What is an error even in a line without a level. */
  readonly errors?: readonly RegExp[];
}

/** How its clients are told where it is. */
export interface Reach {
  /** Of URLs, with the port that one without a port means. */
  readonly schemes?: Readonly<Record<string, number>>;
  /** Its programs that take a host by -h or --host; scripts wait with them. */
  readonly clients?: readonly string[];
}

/** One thing that the server or its drivers write when a call fails. */
export interface Phrase {
  readonly kind: FailureKind;
  readonly text: RegExp;
  /** Who writes it. */
  readonly by: string;
  /** Too common to tell which server it is. */
  readonly shared?: true;
}

/** What lines say of a failing server. */
export interface Failures {
  /** What names it in a line, whatever else that says. */
  readonly names: readonly RegExp[];
  readonly phrases: readonly Phrase[];
}

/** A row of an answer: name and value. */
export type Row = Readonly<Record<string, string>>;

/** What a server is asked, by a program that its own image has. */
export interface Question {
  /** What was asked, for a reader. */
  readonly asked: string;
  readonly command: readonly string[];
  readonly read: (stdout: string) => readonly Row[];
}

/** As whom a server is asked. */
export interface Asked {
  /** By the playbook. */
  readonly user: string | undefined;
  readonly database: string | undefined;
  /** A variable of the server's container: its value; null where it may be set and is not known, as out of a Secret. */
  readonly variable: (name: string) => string | null | undefined;
}

/** A command of its own client, run in its pod. */
export interface Look {
  readonly words: (asked: Asked) => readonly Word[];
  /** What it shows: "who holds them". */
  readonly shows: string;
}

/** What people look at, and what the answers to its questions mean. */
export interface Inspection {
  readonly connections: Look;
  readonly work: Look;
  /** Which of its pods takes writes. */
  readonly writes?: Look;
  /** What there is to ask for. */
  readonly schema?: Look;
  /** The names of two numbers in a row: connections that are taken, and their limit. */
  readonly taken: readonly [string, string];
  /** What a row says is wrong. */
  readonly trouble?: (row: Row) => ServerTrouble | undefined;
}
