import type { BuildResult, Plugin } from 'esbuild';

export function load(entry: string): Promise<unknown>;
export function bundleInto(outdir: string, entry: string, plugins?: readonly Plugin[]): Promise<BuildResult>;
