import { readFileSync } from 'node:fs';
import { role, serve } from './kit.mts';

/** Takes orders of a delicatessen; switches in a file say what is tried out. Logs as Laravel does. */
const log = (level: string, text: string): void =>
  console.log(`[${new Date().toISOString().slice(0, 19).replace('T', ' ')}] production.${level}: ${text}`);

const switches = (): Record<string, boolean> => JSON.parse(readFileSync('/switches/all.json', 'utf8'));

serve(8740, ({ path }) => {
  if (switches().weighed_cheese === true && path === '/order/cheese') {
    log(
      'ERROR',
      'Scale not found for counter 2 {"exception":"[object] (Deli\\\\NoScale(code: 0): Scale not found for counter 2 at /var/www/app/Weighing.php:44)"}',
    );
    return { status: 500 };
  }
  log('INFO', `${role} took ${path}`);
  return { status: 200 };
});
