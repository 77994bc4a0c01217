import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { registers } from './registers.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
for (const { path, text } of registers(ROOT)) writeFileSync(join(ROOT, path), text);
