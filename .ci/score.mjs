// Runs the recorded cases and holds the score to the floors that have been reached: node .ci/score.mjs SCORE-CASES.mjs
import { spawnSync } from 'node:child_process';

const FLOORS = { both: 0.88, 'wrong-high': 0.014 };
const command =
  'bin/firstnote triage --kubeconfig {kubeconfig} --namespace {namespace} --at {at} --prometheus {prometheus} --signals {signals} --json';
const { stdout, stderr } = spawnSync(process.execPath, [process.argv[2], '--', ...command.split(' ')], {
  encoding: 'utf8',
  maxBuffer: 1e7,
});
process.stdout.write(stdout + stderr);
const all = /^all .*/m.exec(stdout)?.[0] ?? '';
const figure = (name) => Number(new RegExp(`${name}=([\\d.]+)`).exec(all)?.[1] ?? Number.NaN);
const wrong = [
  !(figure('both') >= FLOORS.both) && `both ${figure('both')} is under ${FLOORS.both}`,
  !(figure('wrong-high') <= FLOORS['wrong-high']) &&
    `wrong-high ${figure('wrong-high')} is over ${FLOORS['wrong-high']}`,
  figure('errors') !== 0 && `errors ${figure('errors')}`,
  figure('false-alarms') !== 0 && `false alarms ${figure('false-alarms')}`,
].filter(Boolean);
for (const sentence of wrong) console.error(`score: ${sentence}`);
process.exit(wrong.length > 0 ? 1 : 0);
