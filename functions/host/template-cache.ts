import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Template } from '../../infra/template.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = `${ROOT}node_modules/.cache/firstnote`;
/** Everything that the template is made of. */
const SOURCES = ['infra', 'infra/environments', 'functions/contracts'];

/**
 * The template of the example installation, as `npm run synth` writes it. Synthesizing takes seconds, so the template
 * is kept until one of its sources or the CDK's version changes. Works offline; a cache that cannot be written is none.
 */
export async function loadTemplate(): Promise<Template> {
  const file = `${CACHE}/template-${await fingerprint()}.json`;
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    const { synthesize } = await import('../../infra/template.ts');
    const template = synthesize();
    await keep(file, template).catch(() => {});
    return template;
  }
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    for (const name of (await readdir(`${ROOT}${folder}`)).sort()) {
      if (/\.(ts|yaml)$/.test(name)) hash.update(name).update(await readFile(`${ROOT}${folder}/${name}`));
    }
  }
  hash.update(await readFile(`${ROOT}node_modules/aws-cdk-lib/package.json`));
  return hash.digest('hex').slice(0, 16);
}

/** Two hosts that start at once both write the same bytes; a half-written file is never seen. */
async function keep(file: string, template: Template): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(template));
  await rename(draft, file);
}
