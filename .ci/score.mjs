// Runs the recorded cases and holds the score to the floors that have been reached, and saves each case's bundle in
// FOLDER where one is named: node .ci/score.mjs SCORE-CASES.mjs [FOLDER]
import { spawnSync } from 'node:child_process';

const FLOORS = { both: 0.88, 'wrong-high': 0.014 };
const command =
  'bin/firstnote triage --kubeconfig {kubeconfig} --namespace {namespace} --at {at} --prometheus {prometheus} --signals {signals} --json';
const [, , tool, folder] = process.argv;
const words = [...command.split(' '), ...(folder ? ['--bundle', `${folder}/{id}.json.gz`] : [])];
const { stdout, stderr } = spawnSync(process.execPath, [tool, '--', ...words], {
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
