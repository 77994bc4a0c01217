/** What the mechanisms of the family `cloud` state. */
export interface CloudStatements {
  /** Who denies a workload's calls, and the line that says so. */
  readonly 'calls-denied': { readonly by: 'cloud' | 'kubernetes'; readonly said: string };
  /** The account that a workload calls with; `role` is its IAM role's ARN, null where it has none. */
  readonly 'calls-with-account': { readonly account: string; readonly role: string | null };
}
