import { readJson, writeJson } from '../clients/store/json.ts';
import { isMode, MODES } from '../contracts/mode.ts';
import { MODE_KEY } from '../contracts/store.ts';
import type { Io } from '../local/io.ts';
import { parseOptions } from '../local/options.ts';
import { UsageError } from '../local/usage-error.ts';
import { nearest } from '../playbook/suggest.ts';
import { plainLine } from '../text/plain.ts';
import { STORE_OPTION, storeUrl, withStore } from './store-option.ts';

const HELP = `usage: firstnote mode [MODE] --store STORE   show what an installation does, or change it

  full         notes are written, and people are called
  notes-only   notes are written, nobody is called, and the notes say so
  off          nothing starts, and running timers call nobody

  --store STORE   s3://BUCKET (the stack's output StoreName) or file:///FOLDER

It takes effect within half a minute, without a deployment, and overrides the environment's own "mode". For S3,
credentials and region are those of the AWS command line.

exit status: 0 done; 1 the store cannot be reached; 2 wrong usage
`;

interface StoredMode {
  readonly mode: string;
  /** RFC 3339 UTC. */
  readonly setAt: string;
}

/** The `firstnote mode` command: a switch for all calls, or for all of an installation. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    io.stdout(HELP);
    return 0;
  }
  const { values, positionals } = parseOptions('mode', argv, STORE_OPTION, { maxPositionals: 1 });
  const [mode] = positionals;
  const url = storeUrl(values.store);
  if (mode === undefined) return show(url, io);
  if (!isMode(mode)) {
    const near = nearest(mode, MODES);
    const hint = near === undefined ? `there are ${MODES.join(', ')}` : `did you mean "${near}"?`;
    throw new UsageError(`"${mode}" is not a mode; ${hint}`);
  }
  return withStore(url, io, async (store) => {
    const stored: StoredMode = { mode, setAt: io.now().toISOString() };
    await writeJson(store, MODE_KEY, stored);
    io.stdout(`${mode}, within half a minute\n`);
    return 0;
  });
}

const show = (url: string, io: Io): Promise<number> =>
  withStore(url, io, async (store) => {
    const stored = await readJson<Partial<StoredMode>>(store, MODE_KEY);
    io.stdout(`${stored === undefined ? 'nothing is set: "mode" of its environment holds' : text(stored)}\n`);
    return 0;
  });

const text = ({ mode, setAt }: Partial<StoredMode>): string =>
  isMode(mode)
    ? `${mode}, set ${plainLine(String(setAt), 40)}`
    : 'what is set is not a mode, so everything runs: set it again';
