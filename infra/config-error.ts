/** Thrown with every fault of a configuration at once, each with its place. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(source: string, faults: readonly string[]) {
    super(
      `${source}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}\n  ${faults.join('\n  ')}`,
    );
    this.faults = faults;
  }
}
