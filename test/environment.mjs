import { AsyncLocalStorage } from 'node:async_hooks';
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/** Storages that somebody stored something in since the last test file of this process ended. */
const used = new Set();
for (const name of ['run', 'enterWith']) {
  const { [name]: original } = AsyncLocalStorage.prototype;
  AsyncLocalStorage.prototype[name] = function (...values) {
    used.add(this);
    return original.apply(this, values);
  };
}

/**
 * What V8 compiled of a module, by its file: each test file loads it anew, and compiling is most of what that costs.
 * import() is bound to a module when it is compiled: what V8 kept has lost it (Node 20).
 */
const compiled = new Map();
const BOUND = /\bimport\s*\(/;
vm.SourceTextModule = class extends vm.SourceTextModule {
  constructor(code, options) {
    const known = compiled.get(options.identifier);
    if (known?.code === code) {
      super(code, { ...options, cachedData: known.data });
      return;
    }
    super(code, options);
    if (!BOUND.test(code)) compiled.set(options.identifier, { code, data: this.createCachedData() });
  }
};

/**
 * Jest's environment for Node, which lets go of a file's AsyncLocalStorages at its end. jest-circus makes one a test file
 * and never disables it, and Node 20 visits all that are enabled whenever a promise is made: each file of a worker would be
 * slower than the one before it, and keep what the storage leads to. https://nodejs.org/docs/latest-v20.x/api/async_context.html#asynclocalstoragedisable
 */
export default class extends TestEnvironment {
  async teardown() {
    await super.teardown();
    for (const storage of used) storage.disable();
    used.clear();
  }
}
