import { misreadings } from './misreadings.ts';
import { STRANGERS } from './strangers/table.ts';
import { TABLE } from './table.ts';

/**
 * `npm run layouts [GROUP...]`: how many layouts are read right, and what is misread of the others. `strangers`: the lists
 * of test/layouts/strangers, which no test asks for; `strangers/NAME`: one of them.
 */
const chosen = process.argv.slice(2);
const groups = [...Object.entries(TABLE), ...Object.entries(STRANGERS)].filter(([group]) =>
  chosen.length === 0
    ? group in TABLE
    : chosen.some((name) => group === name || group.startsWith(`${name}/`)),
);
let right = 0;
let all = 0;
for (const [group, layouts] of groups) {
  let rightHere = 0;
  for (const layout of layouts) {
    const found = misreadings(layout);
    if (found.length === 0) rightHere++;
    else process.stdout.write(`${group}: ${layout.name}\n${found.map((line) => `  ${line}\n`).join('')}`);
  }
  right += rightHere;
  all += layouts.length;
  process.stdout.write(`${group}: ${rightHere} of ${layouts.length}\n`);
}
process.stdout.write(`${right} of ${all} layouts are read right\n`);
