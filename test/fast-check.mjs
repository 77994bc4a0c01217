import fc from '../node_modules/fast-check/lib/fast-check.js';

/** The same tree gives the same result; FC_SEED=$RANDOM explores further, and a failure prints its seed. */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261125) });

export * from '../node_modules/fast-check/lib/fast-check.js';
export default fc;
