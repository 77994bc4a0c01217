import { ALL_FAULTS } from './faults/index.ts';
import { makeClean } from './harness/clean.ts';
import { attach, deploy } from './harness/system.ts';

/**
 * Faults by hand, to look at one with firstnote or kubectl (KUBECONFIG says where):
 * `node bin/run.mjs test/cluster/hand.ts deploy | inject FAULT | revert FAULT`.
 */
const [verb = '', name = ''] = process.argv.slice(2);
const fault = ALL_FAULTS.find((one) => one.name === name);

if (verb === 'deploy') {
  await deploy();
} else if (fault !== undefined && (verb === 'inject' || verb === 'revert')) {
  const system = await attach();
  if (verb === 'inject') {
    await fault.inject(system);
    await fault.shows(system);
  } else {
    await makeClean(system, fault);
  }
} else {
  process.stderr.write(
    `usage: hand.ts deploy | inject FAULT | revert FAULT\nfaults: ${ALL_FAULTS.map((one) => one.name).join(' ')}\n`,
  );
  process.exitCode = 2;
}
