/** Reads a required variable; a missing one ends the program with one clear line, as a service should. */
export const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') {
    process.stderr.write(`fatal: environment variable ${name} is not set\n`);
    process.exit(1);
  }
  return value;
};

/** Reads a number; `fallback` when it is not set. */
export const numeric = (name: string, fallback: number): number => {
  const value = process.env[name];
  return value === undefined ? fallback : Number(value);
};
