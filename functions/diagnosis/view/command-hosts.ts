import type { Container } from '../../model/kubernetes/pods.ts';
import { CLIENTS } from '../../servers/reach.ts';
import { type HostPort, hostPortOf } from './peers.ts';

/** Longer scripts are programs, and not read for hosts; characters. */
const MAX_SCRIPT_CHARS = 20_000;

const NAME = '([A-Za-z0-9][A-Za-z0-9._-]{0,252})';
/** Programs that scripts wait with, and the host that they take as an argument: the first one, or the value of -h. */
const ASKS = new RegExp(
  `\\b(?:nslookup|getent (?:a?hosts|ahostsv[46])|ping(?: -[cWw] ?\\d+)*|nc(?: -[a-z]+(?: \\d+)?){0,4}|telnet|(?:${CLIENTS.join('|')})\\b[^;|&\\n]{0,120}?(?: -h| --host))[ =]${NAME}(?: (\\d{2,5})\\b)?`,
  'g',
);
/** A URL, or HOST:PORT as an argument or the value of an option. */
const NAMED =
  /[a-z][a-z0-9+]{1,15}:\/\/[^\s"'`;|&<>()]{1,500}|(?<=^|[\s"'=,])[A-Za-z0-9][\w.-]{0,252}:\d{2,5}(?![\w.])/g;

/** The hosts that a container's command line and arguments name: URLs, HOST:PORT, and what its script waits for. */
export function commandHosts({ command, args }: Pick<Container, 'command' | 'args'>): readonly HostPort[] {
  const text = [...command, ...args].join(' ');
  if (text.length > MAX_SCRIPT_CHARS) return [];
  const named = [...text.matchAll(NAMED)].map(([found]) => hostPortOf(found));
  const asked = [...text.matchAll(ASKS)].map(([, host, port]) =>
    hostPortOf(port === undefined ? (host ?? '') : `${host}:${port}`),
  );
  // A name, not a time of day.
  const found = [...named, ...asked].flatMap((entry) => (entry && /[a-z]/.test(entry.host) ? [entry] : []));
  return [...new Map(found.map((entry) => [`${entry.host}:${entry.port}`, entry])).values()];
}
