import { readFile } from 'node:fs/promises';
import { earlierPlaybook, pushPlaybooks, removePlaybook, storedIndex } from '../actions/playbooks.ts';
import type { Io } from '../local/io.ts';
import { parseOptions } from '../local/options.ts';
import { readPlaybookText } from '../local/read-playbook.ts';
import { UsageError } from '../local/usage-error.ts';
import { defined, present } from '../model/present.ts';
import { type CheckedFile, checkPlaybookFiles } from '../playbook/check-files.ts';
import { type CompiledPlaybook, playbookId } from '../playbook/compiled.ts';
import { faultText, pathText } from '../playbook/fault.ts';
import { inStore, type Overlap, overlaps } from '../playbook/overlaps.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { plainLine, visible } from '../text/plain.ts';
import { STORE_OPTION, storeUrl, withStore } from './store-option.ts';

type Verb = 'push' | 'list' | 'remove' | 'rollback';

const MAX_FILES = 1_000;
const HELP = 'firstnote playbook --help';

/** `firstnote playbook push`, `list`, `remove` and `rollback`: the playbooks in an installation's store. */
export async function run(verb: Verb, argv: readonly string[], io: Io): Promise<number> {
  switch (verb) {
    case 'push': {
      const flags = { ...STORE_OPTION, environment: { type: 'string' } } as const;
      const { values, positionals } = parseOptions('playbook push', argv, flags, {
        maxPositionals: MAX_FILES,
        help: HELP,
      });
      return push(storeUrl(values.store), values.environment, positionals, io);
    }
    case 'list': {
      const { values } = parseOptions('playbook list', argv, STORE_OPTION, { help: HELP });
      return list(storeUrl(values.store), io);
    }
    case 'remove': {
      const { values, positionals } = parseOptions('playbook remove', argv, STORE_OPTION, {
        maxPositionals: 1,
        help: HELP,
      });
      return remove(storeUrl(values.store), needed(positionals[0]), io);
    }
    case 'rollback': {
      const { values, positionals } = parseOptions('playbook rollback', argv, STORE_OPTION, {
        maxPositionals: 2,
        help: HELP,
      });
      return rollback(storeUrl(values.store), needed(positionals[0]), positionals[1], io);
    }
  }
}

function needed(id: string | undefined): string {
  if (id === undefined)
    throw new UsageError('which playbook? Give its id, as "firstnote playbook list" shows it');
  return id;
}

async function push(
  url: string,
  environment: string | undefined,
  given: readonly string[],
  io: Io,
): Promise<number> {
  const named = environment === undefined ? undefined : await environmentOf(environment);
  const names = given.length > 0 ? given : (named?.playbooks ?? []);
  if (names.length === 0) throw new UsageError(nothingToPush(environment));
  const files = await Promise.all(names.map(async (file) => ({ file, text: await readPlaybookText(file) })));
  return withStore(url, io, async (store) => {
    const { entries } = await storedIndex(store);
    const checked = checkPlaybookFiles(files, {
      ...defined({ clusters: named?.clusters }),
      stored: staying(entries, checkPlaybookFiles(files)),
    });
    const right = checked.flatMap(({ playbook }) => playbook ?? []);
    const pushed = await pushPlaybooks(store, right, io.now().toISOString());
    for (const { file, playbook } of checked) {
      if (playbook === undefined) continue;
      const made = pushed.find(({ id }) => id === playbookId(playbook.name));
      const what = made?.outcome === 'unchanged' ? 'is there already' : 'pushed';
      io.stdout(visible(`${file}: ${what}, ${made?.id} version ${made?.version}\n`));
    }
    const faulty = checked.filter(({ playbook }) => playbook === undefined);
    for (const file of faulty) io.stderr(visible(describeFaulty(file, entries)));
    return faulty.length === 0 ? 0 : 2;
  });
}

const nothingToPush = (environment: string | undefined): string =>
  environment === undefined
    ? 'which playbooks? Give their files, or --environment NAME for those that it names'
    : `infra/environments/${environment}.yaml names no playbooks: add "playbooks: [playbooks/NAME.yaml]"`;

/** The stored playbooks that this push does not replace: those of faulty files stay, too. */
function staying(entries: readonly CompiledPlaybook[], files: readonly CheckedFile[]): readonly Playbook[] {
  const replaced = new Set(
    files.flatMap(({ playbook }) => (playbook === undefined ? [] : [playbookId(playbook.name)])),
  );
  return entries.filter(({ id }) => !replaced.has(id)).map(({ playbook }) => playbook);
}

function describeFaulty({ file, name, faults }: CheckedFile, entries: readonly CompiledPlaybook[]): string {
  const lines = faults.map((fault) => `${faultText(file, fault)}\n`);
  const count = `${faults.length} fault${faults.length === 1 ? '' : 's'}`;
  return `${lines.join('')}${file}: not pushed, ${count}${whatStays(name, entries)}\n`;
}

function whatStays(name: string | undefined, entries: readonly CompiledPlaybook[]): string {
  if (name === undefined) return '; the store keeps what it has';
  const stored = entries.find(({ id }) => id === playbookId(name));
  return stored === undefined ? '' : `; ${stored.id} version ${stored.version} stays`;
}

const list = (url: string, io: Io): Promise<number> =>
  withStore(url, io, async (store) => {
    const { entries, disabled } = await storedIndex(store);
    if (entries.length === 0 && disabled.length === 0) io.stdout('no playbooks\n');
    for (const { id, version, pushedAt, playbook } of entries) {
      const when = `${plainLine(pushedAt, 40).slice(0, 16).replace('T', ' ')}Z`;
      io.stdout(`${plainLine(id, 100)}  version ${version}, ${when}, answers for ${answersFor(playbook)}\n`);
    }
    for (const { name, why } of disabled)
      io.stdout(`${plainLine(name, 100)}  DISABLED: ${why}; push it again\n`);
    return 0;
  });

function answersFor({ services, alerts, default: isDefault }: Playbook): string {
  const names = alerts.map(({ name }) => name).join(', ');
  const parts = present(
    services.length > 0 && services.join(', '),
    services.length === 0 && names !== '' && `the alerts ${names}`,
    isDefault === true && 'whatever no other playbook does',
  );
  return plainLine(parts.join(' and ') || 'nothing', 300);
}

const remove = (url: string, id: string, io: Io): Promise<number> =>
  withStore(url, io, async (store) => {
    if (!(await removePlaybook(store, id))) throw notThere(id);
    io.stdout(`${id}: removed\n`);
    return 0;
  });

const rollback = (url: string, name: string, given: string | undefined, io: Io): Promise<number> =>
  withStore(url, io, async (store) => {
    const id = playbookId(name);
    const { entries } = await storedIndex(store);
    const current = entries.find((entry) => entry.id === id);
    const version = given === undefined ? versionBefore(name, current) : versionNamed(given);
    const earlier = await earlierPlaybook(store, id, version);
    if (earlier === undefined) throw new UsageError(`version ${version} of "${name}" is not there`);
    const others = entries.filter((entry) => entry.id !== id).map(({ playbook }) => inStore(playbook));
    const back = inStore(earlier.playbook);
    const fault = overlaps([...others, back]).find(({ member }) => member === back);
    if (fault !== undefined)
      throw new UsageError(`version ${version} of "${name}" cannot come back: ${faultWords(fault)}`);
    const [pushed] = await pushPlaybooks(store, [earlier.playbook], io.now().toISOString());
    io.stdout(`${id}: version ${version} is back, as version ${pushed?.version}\n`);
    return 0;
  });

function versionBefore(name: string, current: { readonly version: number } | undefined): number {
  if (current === undefined) throw new UsageError(`there is no playbook "${name}": say which version`);
  if (current.version <= 1) throw new UsageError(`"${name}" has no earlier version`);
  return current.version - 1;
}

function versionNamed(given: string): number {
  const version = Number(given);
  if (Number.isSafeInteger(version) && version > 0) return version;
  throw new UsageError(`"${given}" is not a version`);
}

const faultWords = ({ path, message }: Overlap): string =>
  [pathText(path), message].filter(Boolean).join(': ');

const notThere = (id: string): UsageError =>
  new UsageError(`there is no playbook "${id}"; "firstnote playbook list" shows what there is`);

/** What an environment file says of playbooks; @throws UsageError with all of its faults. */
async function environmentOf(
  name: string,
): Promise<{ readonly playbooks: readonly string[]; readonly clusters: readonly string[] }> {
  const { clusterNames, parseConfig } = await import('../../infra/config.ts');
  const { ConfigError } = await import('../../infra/config-error.ts');
  const file = `infra/environments/${name}.yaml`;
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(
      `${file} is not here: run this in firstnote's checkout, with the name of an environment`,
    );
  });
  try {
    const config = parseConfig(text, file);
    return { playbooks: config.playbooks, clusters: clusterNames(config) };
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}
