// Known faults of high or critical severity in what is shipped; a registry that does not answer is said and passes.
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  timeout: 120_000,
});
const answer = readJson(stdout);
const counts = answer?.metadata?.vulnerabilities;
if (counts === undefined) {
  console.log(`audit: not done, the registry does not answer: ${answer?.message ?? 'no JSON'}`);
} else {
  const found = Object.values(answer.vulnerabilities ?? {}).filter(({ severity }) =>
    ['high', 'critical'].includes(severity),
  );
  for (const { name, severity, range } of found) console.error(`audit: ${name} ${range}: ${severity}`);
  console.log(
    `audit: ${counts.total} known faults in what is shipped, ${found.length} of them high or critical`,
  );
  process.exitCode = found.length > 0 ? 1 : 0;
}

function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
