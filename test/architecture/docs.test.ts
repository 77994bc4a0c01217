import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { run as makeCase } from '../../functions/cli/case.ts';
import { run as doctor } from '../../functions/cli/doctor.ts';
import { run as logs } from '../../functions/cli/logs.ts';
import { run as mode } from '../../functions/cli/mode.ts';
import { run as playbook } from '../../functions/cli/playbook.ts';
import { run as rbac } from '../../functions/cli/rbac.ts';
import { run as record } from '../../functions/cli/record.ts';
import { run as replay } from '../../functions/cli/replay.ts';
import { run as simulate } from '../../functions/cli/simulate.ts';
import { run as triage } from '../../functions/cli/triage.ts';
import type { Command, Io } from '../../functions/local/io.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Folders with documents of this project. */
const FOLDERS = [
  '.',
  '.github',
  '.github/ISSUE_TEMPLATE',
  '.github/workflows',
  'docs',
  'docs/adr',
  'docs/examples',
  'playbooks',
  'test/cluster',
];
/** What npm does by itself; all else that follows `npm` or `npm run` is a script of ours. */
const NPM = ['ci', 'i', 'install', 'version'];
const COMMANDS: Readonly<Record<string, Command>> = {
  triage,
  mode,
  logs,
  replay,
  record,
  case: makeCase,
  rbac,
  doctor,
  simulate,
  playbook,
};

const documents = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => /\.(?:md|yml)$/.test(name))
    .map((name) => join(ROOT, folder, name)),
).map((file) => ({ file, name: relative(ROOT, file), text: readFileSync(file, 'utf8') }));

/** What a document tells its reader to type: fenced and indented blocks, and code in a line. */
function codeOf(text: string): readonly string[] {
  const fenced = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap(([, body = '']) => body.split('\n'));
  const indented = [...text.matchAll(/^ {4,}(\S.*)$/gm)].map(([, line = '']) => line);
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return [...fenced, ...indented, ...inline];
}

/** GitHub's anchor of a heading. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );

async function helpOf(command: Command): Promise<string> {
  let help = '';
  const io: Io = {
    stdin: Readable.from([]),
    stdout: (text) => {
      help += text;
    },
    stderr: () => undefined,
    env: {},
    now: () => new Date(0),
    colours: false,
    interactive: false,
  };
  await command(['--help'], io);
  return help;
}

describe.each(documents)('$name', ({ file, text }) => {
  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = links
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#');
        const to = path === '' ? file : resolve(dirname(file), path);
        if (!existsSync(to)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(to, 'utf8')).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it('names only files that are there', () => {
    const paths = codeOf(text).filter((code) =>
      /^(?:functions|infra|test|docs|bench|wasm|playbooks)\/[\w./-]+\.\w+$/.test(code),
    );
    expect(paths.filter((path) => !existsSync(join(ROOT, path)) && !isExample(path))).toEqual([]);
  });

  it('tells to run only scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = codeOf(text)
      .flatMap((code) => [...code.matchAll(/\bnpm (?:run )?([a-z:]+)/g)].map(([, name = '']) => name))
      .filter((name) => !NPM.includes(name));
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('names all that a real PagerDuty account needs, where it names any', () => {
    const read = readFileSync(join(ROOT, 'functions/host/options.ts'), 'utf8');
    const required = ['PAGERDUTY_TOKEN', 'PAGERDUTY_WEBHOOK_SECRET', 'PAGERDUTY_FROM', 'PAGERDUTY_USER_ID'];
    expect(required.filter((name) => !read.includes(name))).toEqual([]);
    if (text.includes('PAGERDUTY_TOKEN')) expect(required.filter((name) => !text.includes(name))).toEqual([]);
  });

  it('shows only commands and options that firstnote has', async () => {
    const wrong: string[] = [];
    for (const code of codeOf(text)) {
      const [, name = '', rest = ''] = /(?:^|[\s(])(?:bin\/)?firstnote ([a-z]+)\b([^|>#]*)/.exec(code) ?? [];
      if (name === '' || /^firstnote [A-Z]/.test(code)) continue;
      const command = COMMANDS[name];
      if (command === undefined) {
        wrong.push(code);
        continue;
      }
      const help = await helpOf(command);
      const options = [...rest.matchAll(/(?:^|\s)(--[a-z-]+)/g)].map(([, option = '']) => option);
      wrong.push(...options.filter((option) => !help.includes(option)).map((option) => `${code}: ${option}`));
    }
    expect(wrong).toEqual([]);
  });
});

/** A file that the document tells its reader to make. */
const isExample = (path: string): boolean => path === 'infra/environments/production.yaml';
