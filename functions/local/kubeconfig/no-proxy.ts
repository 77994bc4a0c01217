import { BlockList, isIP } from 'node:net';

interface Host {
  readonly name: string;
  readonly port: string;
}

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

function inRange(address: string, range: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const list = new BlockList();
  try {
    list.addSubnet(network, Number(bits), family(network));
  } catch {
    return false;
  }
  return list.check(address, family(address));
}

/** Splits a port off: "[::1]:443", "10.0.0.1:443", "example.com:443"; an IPv6 address has colons of its own. */
function splitPort(entry: string): Host {
  const [, bracketed, plain, port = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  return { name: bracketed ?? plain ?? entry, port };
}

function covers(entry: string, { name, port }: Host): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isIP(name) !== 0 && inRange(name, entry);
  const pattern = splitPort(entry);
  if (pattern.port !== '' && pattern.port !== port) return false;
  if (isIP(pattern.name) !== 0) return pattern.name === name;
  const domain = pattern.name.replace(/^\*?\./, '');
  const onlyBelow = domain !== pattern.name;
  return name.endsWith(`.${domain}`) || (!onlyBelow && name === domain);
}

/**
 * True where NO_PROXY keeps a host from the proxy of the environment, by Go's rules, which are kubectl's: names with what
 * is below them, addresses, ranges, ports, "*"; this machine is never asked through a proxy
 * (https://pkg.go.dev/golang.org/x/net/http/httpproxy).
 */
export function bypassesProxy(server: URL, noProxy: string): boolean {
  const name = server.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const isOwn = name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
  const port = server.port || (server.protocol === 'https:' ? '443' : '80');
  const entries = noProxy.split(',').map((entry) => entry.trim().toLowerCase());
  return isOwn || entries.some((entry) => entry !== '' && covers(entry, { name, port }));
}
