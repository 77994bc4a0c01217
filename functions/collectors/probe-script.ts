/** A TCP address to try. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Seconds that one connection is given; addresses are tried at once, so this is about all that it takes. */
const CONNECT_SECONDS = 2;

/** What may stand in a script: a DNS name or an address, nothing that a shell reads otherwise. */
const SAFE_HOST = /^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/;
export const isSafeAddress = ({ host, port }: Address): boolean =>
  SAFE_HOST.test(host) && Number.isInteger(port) && port > 0 && port < 65_536;

const NODE = `for(const a of process.argv.slice(1)){const i=a.lastIndexOf(":"),s=require("net").connect({host:a.slice(0,i),port:+a.slice(i+1)});s.setTimeout(${CONNECT_SECONDS}000);const d=r=>{console.log("probe "+a+" "+r);s.destroy()};s.on("connect",()=>d("open")).on("error",e=>d(e.code||e.message)).on("timeout",()=>d("ETIMEDOUT"))}`;
const PYTHON = `import sys,socket
for a in sys.argv[1:]:
    h,p=a.rsplit(":",1)
    try:
        socket.create_connection((h,int(p)),${CONNECT_SECONDS}).close()
        r="open"
    except Exception as e:
        r=str(e) or type(e).__name__
    print("probe "+a+" "+r)`;

/** Single quotes for a shell: the texts hold none themselves. */
const quoted = (text: string): string => `'${text}'`;

/**
 * For a POSIX shell: the first of node, python, bash's /dev/tcp and nc that is there, as images rarely have nc and
 * that of busybox may lack -z. Prints "probe HOST:PORT open" or what went wrong.
 */
const SHELL = `if command -v node >/dev/null 2>&1; then exec node -e ${quoted(NODE)} -- "$@"; fi
for p in python3 python; do if command -v $p >/dev/null 2>&1; then exec $p -c ${quoted(PYTHON)} "$@"; fi; done
t=; if command -v timeout >/dev/null 2>&1; then t="timeout ${CONNECT_SECONDS}"; fi
one() { h=\${1%:*}; p=\${1##*:}
if command -v bash >/dev/null 2>&1; then e=$($t bash -c "exec 3<>/dev/tcp/$h/$p" 2>&1)
elif command -v nc >/dev/null 2>&1; then e=$($t nc -w ${CONNECT_SECONDS} "$h" "$p" </dev/null 2>&1 >/dev/null)
else echo "probe $1 no tool"; return; fi
case $? in 0) echo "probe $1 open";; 124|143) echo "probe $1 timed out";; *) echo "probe $1 $(echo $e | head -c 200)";; esac; }
for a in "$@"; do one "$a" & done; wait`;

/** Commands to try in turn, for images with a shell, with node alone, and with python alone. */
export function probeCommands(addresses: readonly Address[]): readonly (readonly string[])[] {
  const words = addresses.map(({ host, port }) => `${host}:${port}`);
  return [
    ['/bin/sh', '-c', SHELL, 'sh', ...words],
    ['node', '-e', NODE, '--', ...words],
    ['python3', '-c', PYTHON, ...words],
  ];
}

/** What the script said of each address: "open", or the program's own words. */
export function readProbeOutput(output: string): Map<string, string> {
  const said = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [, address, words] = /^probe (\S{1,300}) (.{0,300})/.exec(line) ?? [];
    if (address !== undefined && words !== undefined) said.set(address, words.trim());
  }
  return said;
}
