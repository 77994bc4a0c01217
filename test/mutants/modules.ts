import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Module, SourceTextModule, SyntheticModule } from 'node:vm';
import { transformSync } from 'esbuild';

type Importer = (specifier: string, from: string) => string;

/** Packages that are replaced, by name: what a test imports of Jest is not Jest's own. */
export type Replaced = Readonly<Record<string, object>>;

/**
 * The modules of this project, loaded without a bundle and without a file on disk for each change: one that is changed
 * is loaded again together with those that import it, however indirectly, and all others stay as they are.
 */
export class Modules {
  readonly #replaced: Replaced;
  /** Compiled sources by file. */
  readonly #code = new Map<string, string>();
  /** What each file imports from this project, by file. */
  readonly #imports = new Map<string, readonly string[]>();
  readonly #packages = new Map<string, Module>();

  constructor(replaced: Replaced) {
    this.#replaced = replaced;
  }

  /** All files of this project that a file loads, itself among them. */
  closureOf(file: string): ReadonlySet<string> {
    const seen = new Set<string>([file]);
    for (const one of seen) for (const next of this.importsOf(one)) seen.add(next);
    return seen;
  }

  importsOf(file: string): readonly string[] {
    const known = this.#imports.get(file);
    if (known !== undefined) return known;
    const { dependencySpecifiers } = new SourceTextModule(this.codeOf(file)) as unknown as {
      dependencySpecifiers: readonly string[];
    };
    const files = dependencySpecifiers.filter(isOwn).map((specifier) => placeOf(specifier, file));
    this.#imports.set(file, files);
    return files;
  }

  codeOf(file: string): string {
    const code = this.#code.get(file) ?? compiled(readFileSync(file, 'utf8'), file);
    this.#code.set(file, code);
    return code;
  }

  /** A package or a module of Node, as Node loads it. */
  async packageOf(name: string): Promise<Module> {
    const known = this.#packages.get(name);
    if (known !== undefined) return known;
    const exported: Record<string, unknown> = { ...(this.#replaced[name] ?? (await import(name))) };
    const module = new SyntheticModule(Object.keys(exported), function () {
      for (const [key, value] of Object.entries(exported)) this.setExport(key, value);
    });
    await module.link(() => Promise.reject(new Error('imports nothing')));
    await module.evaluate();
    this.#packages.set(name, module);
    return module;
  }

  /** A set of instances, in which some files have another text; what is not touched by that is taken from `base`. */
  instances(changed: ReadonlyMap<string, string> = new Map(), base?: Instances): Instances {
    return new Instances(this, changed, base);
  }
}

/** One instance of each module. */
export class Instances {
  readonly #modules: Modules;
  readonly #changed: ReadonlyMap<string, string>;
  readonly #base: Instances | undefined;
  readonly #instances = new Map<string, Promise<Module>>();
  readonly #own = new Map<string, boolean>();

  constructor(modules: Modules, changed: ReadonlyMap<string, string>, base: Instances | undefined) {
    this.#modules = modules;
    this.#changed = changed;
    this.#base = base;
  }

  /** What a file exports, after it has run. */
  async load(file: string): Promise<object> {
    const module = await this.#instance(file);
    if (module.status === 'unlinked')
      await module.link((specifier, from) => this.#imported(specifier, from.identifier));
    await module.evaluate();
    return module.namespace;
  }

  #imported(specifier: string, from: string): Promise<Module> {
    return isOwn(specifier) ? this.#instance(placeOf(specifier, from)) : this.#modules.packageOf(specifier);
  }

  #instance(file: string): Promise<Module> {
    if (this.#base !== undefined && !this.#isTouched(file)) return this.#base.#instance(file);
    const known = this.#instances.get(file) ?? this.#created(file);
    this.#instances.set(file, known);
    return known;
  }

  /** Whether a file has another text here, or loads one that has. */
  #isTouched(file: string): boolean {
    const known = this.#own.get(file);
    if (known !== undefined) return known;
    const closure = this.#modules.closureOf(file);
    const touched = [...this.#changed.keys()].some((one) => closure.has(one));
    this.#own.set(file, touched);
    return touched;
  }

  async #created(file: string): Promise<Module> {
    if (!file.endsWith('.ts')) return this.#modules.packageOf(pathToFileURL(file).href);
    const changed = this.#changed.get(file);
    return new SourceTextModule(
      changed === undefined ? this.#modules.codeOf(file) : compiled(changed, file),
      {
        identifier: file,
        initializeImportMeta: (meta) => {
          Object.assign(meta, { url: pathToFileURL(file).href, filename: file, dirname: dirname(file) });
        },
        // What is imported late is linked and run by itself.
        importModuleDynamically: (async (specifier: string) => {
          if (!isOwn(specifier)) return this.#modules.packageOf(specifier);
          const place = placeOf(specifier, file);
          await this.load(place);
          return this.#instance(place);
        }) as never,
      },
    );
  }
}

const compiled = (source: string, file: string): string =>
  transformSync(source, { loader: 'ts', format: 'esm', target: 'node20', sourcefile: file }).code;

const isOwn = (specifier: string): boolean => /^(?:\.|file:|\/)/.test(specifier);

const placeOf: Importer = (specifier, from) =>
  specifier.startsWith('file:') ? fileURLToPath(specifier) : resolve(dirname(from), specifier);
