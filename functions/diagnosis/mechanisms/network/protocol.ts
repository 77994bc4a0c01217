import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import { refKey } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import type { Protocol } from '../../../model/statements/network.ts';
import { anyOf } from '../../../text/any-of.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { type Rise, risesOf } from '../../differences/rises.ts';
import { touchedBy } from '../../differences/touched.ts';
import { peerOf } from '../../view/peers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { callersOfService } from '../shared/failures.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { behind, FEW_LINES } from '../shared/health.ts';
import { quote, type Saying, saying } from '../shared/patterns.ts';
import { calledWorkload } from '../shared/peers.ts';
import { MET_PROTOCOLS } from './protocol-met.ts';

interface Mismatch {
  readonly spoken: Protocol;
  readonly expected: Protocol;
  readonly words: { readonly test: (text: string) => boolean };
}

/** What servers log of clients that speak another protocol to their port. */
const MISMATCHES: readonly Mismatch[] = [
  {
    spoken: 'HTTP',
    expected: 'TLS',
    words: anyOf(
      [
        // Go, net/http/server.go.
        /client sent an HTTP request to an HTTPS server/,
        // nginx, src/http/ngx_http_request.c.
        /client sent plain HTTP request to HTTPS port/,
        // OpenSSL 1.1 and 3, SSL_R_HTTP_REQUEST: Node, HAProxy, Python.
        /SSL routines:[^\n]{0,60}:http request/,
        // Netty 4, SslHandler: NotSslRecordException.
        /not an SSL\/TLS record/,
      ],
      'i',
    ),
  },
  {
    spoken: 'TLS',
    expected: 'HTTP',
    words: anyOf(
      [
        // The first bytes of a TLS record (RFC 8446, section 5.1), as nginx, gunicorn and Python's http.server write them.
        /\\x16\\x03[\\\]"' ]/,
        // Tomcat 9 to 11, Http11InputBuffer.
        /Invalid character found in method name \[0x16/,
        // Node 18 and later, llhttp: HPE_INVALID_METHOD of a TLS record.
        /Invalid method encountered[^\n]{0,80}\\x16/,
      ],
      'i',
    ),
  },
  {
    spoken: 'HTTP/2',
    expected: 'HTTP',
    // The preface of HTTP/2 without TLS, as gRPC sends it (RFC 9113, section 3.4).
    words: /PRI \* HTTP\/2\.0/,
  },
];

/**
 * A caller speaks another protocol than the port that it reaches: the server's own log says so, or the caller's, while the requests of
 * a caller of it began to fail. What health checks of load balancers leave in such a log fails nobody.
 */
export const protocol: Analyzer = {
  name: 'protocol',
  needs: ['logs', 'services', 'pods'],
  causes: ['dependency-unreachable', 'service-misrouting'],
  analyze: (view) => [...bySpokenTo(view), ...risesOf(view).flatMap((rise) => bySpeaker(view, rise))],
};

const bySpokenTo = (view: ClusterView): readonly Finding[] =>
  view.workloads.flatMap((server) =>
    MISMATCHES.flatMap((mismatch) => {
      const [said] = saying(view, server, mismatch.words);
      return said === undefined || said.count < FEW_LINES ? [] : judge(view, server, mismatch, said);
    }),
  );

/** By the caller's own words, of the one whom the lines name, or the only one that it is set up to call. */
function bySpeaker(view: ClusterView, rise: Rise): readonly Finding[] {
  return MET_PROTOCOLS.flatMap((mismatch) => {
    const [said] = saying(view, rise.workload, mismatch.words);
    if (said === undefined || said.count < FEW_LINES || !isTogether(said, rise.since)) return [];
    const server = spokenTo(view, rise.workload, said);
    if (server === undefined) return [];
    // A server that was changed itself may be what speaks otherwise now.
    const wasChanged = touchedBy(view, { ...rise, workload: server }).some(({ how }) => how === 'own');
    const found = findingOf(view, rise, { server, mismatch, said, by: rise.workload });
    return [wasChanged ? { ...found, strength: 'hint' as const } : found];
  });
}

function spokenTo(view: ClusterView, caller: Workload, said: Saying): Workload | undefined {
  const named = said.peers.flatMap(
    (peer) => view.services.byHost(peerOf(peer).host, caller.ref.namespace) ?? [],
  );
  const called = view.calls.from(caller).filter(({ via }) => via.kind !== 'log');
  const services = new Set(named.length > 0 ? named : called.flatMap(({ service }) => service ?? []));
  const [only] = services;
  return services.size === 1 ? behind(only) : undefined;
}

function judge(view: ClusterView, server: Workload, mismatch: Mismatch, said: Saying): readonly Finding[] {
  const callers = new Set(
    view.services
      .of(server)
      .flatMap((service) => callersOfService(view, service).map(({ ref }) => refKey(ref))),
  );
  const failing = risesOf(view).filter(
    ({ workload, since }) => callers.has(refKey(workload.ref)) && isTogether(said, since),
  );
  return failing.map((rise) => findingOf(view, rise, { server, mismatch, said }));
}

/** The server's lines came up with the caller's failures, ms. */
const TOGETHER_MS = 60_000;
const isTogether = ({ first }: Saying, since: number): boolean =>
  first === '' || Math.abs(Date.parse(first) - since) <= TOGETHER_MS;

interface Refused {
  readonly server: Workload;
  readonly mismatch: Pick<Mismatch, 'spoken' | 'expected'>;
  readonly said: Saying;
  /** Whose lines these are; the server's where nobody is named. */
  readonly by?: Workload;
}

function findingOf(view: ClusterView, rise: Rise, { server, mismatch, said, by }: Refused): Finding {
  const { workload } = rise;
  const { spoken, expected } = mismatch;
  const moved = touchedBy(view, rise).find(({ service }) => service?.workloads.includes(server));
  const shared = {
    title: {
      says: 'speaks-other-protocol',
      caller: workload.ref.name,
      spoken,
      expected,
      server: server.ref.name,
    },
    strength: 'strong',
    evidence: [
      by === undefined
        ? { says: 'server-says-so', server: server.ref.name, lines: said.count, said: quote(said.text) }
        : {
            says: 'lines-said',
            count: said.count,
            pods: { some: said.pods, all: by.pods.length },
            said: quote(said.text),
          },
    ] satisfies readonly Statement[],
    basis: ['logs', 'services', 'pods'],
    explains: withCallers(view, workload),
    since: said.first,
  } as const;
  if (moved) return finding({ ...shared, cause: 'service-misrouting', object: moved.change.object });
  return finding({
    ...shared,
    cause: 'dependency-unreachable',
    facts: { ownSettings: true, refuses: undefined, peers: [calledWorkload(view, server.ref)] },
    object: workload.ref,
    actions: [
      look(
        kubectl(workload.ref.namespace, 'set', 'env', objectWord(workload.ref), '--list'),
        'the scheme and port that it is given',
      ),
    ],
  });
}
