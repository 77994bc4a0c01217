import { readFileSync } from 'node:fs';
import { call, role, serve } from './kit.mts';

/** A proxy leads paths to clusters by a table in a file, which it reads anew for each request. Logs as Envoy's access log. */
const routes = (): Record<string, string> => JSON.parse(readFileSync('/etc/routes/table.json', 'utf8'));

const proxy = async ({ method, path }: { method: string; path: string }) => {
  const started = Date.now();
  const to = Object.entries(routes()).find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'none:0';
  const { status, flag } = await call(`http://${to}${path}`).then(
    (answer) => ({ status: answer.status, flag: '-' }),
    () => ({ status: 503, flag: 'UF' }),
  );
  console.log(
    `[${new Date().toISOString()}] "${method} ${path} HTTP/1.1" ${status} ${flag} 0 91 ${Date.now() - started} - "-" "undici" "${started.toString(16)}" "cinema.example" "${to}"`,
  );
  return { status };
};

serve(8330, role === 'proxy' ? proxy : () => ({ status: 200 }));
