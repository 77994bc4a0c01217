import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Installs packages of PyPI into a virtual environment of their own; nothing when they are there already. */
export function installPython(venv: string, packages: readonly string[]): void {
  const record = `${venv}/installed`;
  const wanted = packages.join('\n');
  if (existsSync(record) && readFileSync(record, 'utf8') === wanted) return;
  rmSync(venv, { recursive: true, force: true });
  execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  execFileSync(`${venv}/bin/pip`, ['install', '--quiet', '--disable-pip-version-check', ...packages], {
    stdio: 'inherit',
  });
  writeFileSync(record, wanted);
}
