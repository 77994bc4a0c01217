/** Preloaded: Node 20 warns of a wait that was over before it began as newer ones do (https://github.com/nodejs/node/pull/46678). */
const { setTimeout: wait } = globalThis;
globalThis.setTimeout = (callback, ms, ...rest) => {
  if (ms < 0) process.emitWarning(`${ms} is a negative number.`, 'TimeoutNegativeWarning');
  return wait(callback, ms, ...rest);
};
