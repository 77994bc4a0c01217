import { misreadings } from './misreadings.ts';
import { TABLE } from './table.ts';

/** `npm run layouts [GROUP...]`: how many layouts are read right, and what is misread of the others. */
const chosen = process.argv.slice(2);
const groups = Object.entries(TABLE).filter(([group]) => chosen.length === 0 || chosen.includes(group));
let right = 0;
let all = 0;
for (const [group, layouts] of groups)
  for (const layout of layouts) {
    all++;
    const found = misreadings(layout);
    if (found.length === 0) right++;
    else process.stdout.write(`${group}: ${layout.name}\n${found.map((line) => `  ${line}\n`).join('')}`);
  }
process.stdout.write(`${right} of ${all} layouts are read right\n`);
