import fc from 'fast-check';

/** The same tree gives the same result; FC_SEED=$RANDOM explores further, and a failure prints its seed. */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261125) });
