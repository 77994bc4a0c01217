import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './sources.ts';

interface Locked {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly inBundle?: boolean;
}

/** SPDX ids that Apache-2.0 code may be shipped with, none of which asks for source or for the same licence. */
const LICENCES = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'PSF-2.0', 'Unlicense'];

/** Where packages are installed: here, and where a suite or a build brings its own. */
const FOLDERS = ['', 'test/browser/', 'wasm/'];

const packagesOf = (folder: string): readonly (readonly [string, Locked])[] => {
  const lock = JSON.parse(readFileSync(`${ROOT}${folder}package-lock.json`, 'utf8')) as {
    packages: Record<string, Locked>;
  };
  return Object.entries(lock.packages).filter(([path]) => path !== '');
};

describe('what is shipped', () => {
  const shipped = packagesOf('').filter(([, { dev, devOptional }]) => !dev && !devOptional);

  it('has a licence that lets it be', () => {
    expect(shipped.length).toBeGreaterThan(20);
    expect(
      shipped
        .filter(([, { license }]) => !LICENCES.includes(license ?? ''))
        .map(([path, { license }]) => `${path}: ${license}`),
    ).toEqual([]);
  });
});

describe.each(FOLDERS)('what %snpm ci installs', (folder) => {
  it('is what the lock file hashes', () => {
    // What a package brings inside itself is hashed with it.
    const unhashed = packagesOf(folder).filter(([, { integrity, inBundle }]) => !integrity && !inBundle);
    expect(unhashed.map(([path]) => path)).toEqual([]);
  });

  it('runs no script of a package', () => {
    const settings = readFileSync(`${ROOT}${folder}.npmrc`, 'utf8').split('\n');
    expect(settings).toContain('ignore-scripts=true');
  });
});

describe('the packages that would run a script', () => {
  it('are those that do without: both find what they need as a package for this platform', () => {
    const scripted = packagesOf('').filter(([, { hasInstallScript }]) => hasInstallScript);
    // fsevents is macOS's, and jest watches without it and without @parcel/watcher.
    const known = ['node_modules/@parcel/watcher', 'node_modules/esbuild', 'node_modules/fsevents'];
    expect(scripted.map(([path]) => path).filter((path) => !known.includes(path))).toEqual([]);
  });
});
