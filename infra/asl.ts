/**
 * The part of the Amazon States Language (https://states-language.net/spec.html, JSONPath) that the workflow uses,
 * as types: a state without an end or a Task without a time-out does not compile.
 */
type Path = `$${string}`;
type Template = { readonly [key: string]: string | Template };
/** `Next` names the state that follows; `End` ends the branch. */
type Then = { readonly Next: string } | { readonly End: true };

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds?: number;
  /** FULL spreads the retries of a storm of incidents. */
  readonly JitterStrategy?: 'FULL';
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: Path;
}

export type Task = {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Parameters: Template;
  readonly TimeoutSeconds: number;
  readonly Retry: readonly Retrier[];
  readonly Catch: readonly [Catcher, ...Catcher[]];
  readonly ResultSelector?: Template;
  readonly ResultPath?: Path | null;
  readonly OutputPath?: Path;
} & Then;

export type Pass = {
  readonly Type: 'Pass';
  readonly Parameters?: Template;
  readonly OutputPath?: Path;
  readonly ResultPath?: Path;
} & Then;

export type Wait = { readonly Type: 'Wait'; readonly TimestampPath: Path } & Then;

type Test = { readonly Variable: Path } & (
  | { readonly StringEquals: string }
  | { readonly BooleanEquals: boolean }
  | { readonly IsPresent: boolean }
);

export interface Choice {
  readonly Type: 'Choice';
  readonly Choices: readonly ((Test | { readonly And: readonly Test[] }) & { readonly Next: string })[];
  readonly Default: string;
}

export type Parallel = {
  readonly Type: 'Parallel';
  readonly Branches: readonly Machine[];
  readonly ResultSelector?: Template;
  readonly ResultPath?: Path | null;
} & Then;

export type ForEach = {
  readonly Type: 'Map';
  readonly ItemsPath: Path;
  readonly ItemSelector: Template;
  readonly ItemProcessor: Machine & { readonly ProcessorConfig: { readonly Mode: 'INLINE' } };
} & Then;

export interface Fail {
  readonly Type: 'Fail';
  readonly Error: string;
  readonly Cause: string;
}
export interface Succeed {
  readonly Type: 'Succeed';
}

export type State = Task | Pass | Wait | Choice | Parallel | ForEach | Fail | Succeed;

export interface Machine {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: { readonly [name: string]: State };
}
