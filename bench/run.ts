/** `npm run bench -- NAME`. Each bench is a module with `run`; ratios are taken in the same run. */
const BENCHES: Readonly<Record<string, () => Promise<{ readonly run: () => Promise<void> }>>> = {
  logs: () => import('./logs.ts'),
  fuzz: () => import('./fuzz.ts'),
  triage: () => import('./triage.ts'),
  cold: () => import('./cold.ts'),
  startup: () => import('./startup.ts'),
  redaction: () => import('./redaction.ts'),
};

const name = process.argv[2] ?? '';
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (load === undefined) {
  process.stderr.write(`there is no bench "${name}"; there are ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 2;
} else await (await load()).run();
