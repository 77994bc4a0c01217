import { readdirSync, readFileSync } from 'node:fs';
import { checkPlaybookFiles } from '../functions/playbook/check-files.ts';
import { faultText } from '../functions/playbook/fault.ts';
import { type Config, clusterNames, loadConfig } from './config.ts';
import { ConfigError } from './config-error.ts';

/**
 * Checks the playbooks that an environment names: each alone, beside the others, and against its clusters. They are not
 * deployed: `firstnote playbook push` puts them into the store. Throws a ConfigError with every fault at its place.
 */
export function checkPlaybooks(config: Config): void {
  const source = `the playbooks of the environment ${config.environment}`;
  const files = config.playbooks.map((file) => ({ file, text: read(file, source) }));
  const checked = checkPlaybookFiles(files, { clusters: clusterNames(config) });
  const faults = checked.flatMap(({ file, faults: own }) => own.map((fault) => faultText(file, fault)));
  if (faults.length > 0) throw new ConfigError(source, faults);
}

function read(file: string, source: string): string {
  try {
    return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  } catch {
    throw new ConfigError(source, [`${file}: there is no such file`]);
  }
}

/** Checks what every environment of this checkout names: what is built may be deployed to each. Throws a ConfigError. */
export function checkEnvironments(): void {
  const files = readdirSync(new URL('environments', import.meta.url)).sort();
  for (const file of files) {
    const [, environment] = /^(.+)\.yaml$/.exec(file) ?? [];
    if (environment !== undefined) checkPlaybooks(loadConfig(environment));
  }
}
