import type { Protocol } from '../../../model/statements/network.ts';
import { anyAsWritten, type Words } from '../../../text/any-of.ts';

/** What a caller says of a port that answered in another protocol than it spoke: the bytes of the other side, or what they are. */
export interface MetProtocol {
  readonly spoken: Protocol;
  readonly expected: Protocol;
  readonly words: Words;
}

export const MET_PROTOCOLS: readonly MetProtocol[] = [
  {
    spoken: 'HTTP/2',
    expected: 'HTTP',
    words: anyAsWritten([
      // Go: x/net/http2, frame.go ("HTT" of "HTTP/1.1" is a length), and grpc-go's http2_client.go.
      /http2: frame too large/,
      /transport: received unexpected content-type "text\//,
      // grpc-java: GrpcUtil.httpStatusToGrpcStatus; Netty's Http2ConnectionHandler, "HTTP/" in hex.
      /HTTP status code \d{3}[^\n]{0,40}invalid content-type: text\//,
      /First received frame was not SETTINGS[^\n]{0,60}485454502f/i,
      // gRPC's core, of Python, C++, Ruby and PHP: chttp2's parsing.cc.
      /Trying to connect an http1\.x server/,
      // nghttp2, of curl and of programs in C.
      /while we expected SETTINGS frame\. Perhaps, peer does not support HTTP\/2/,
      // Node's http2, and grpc-js over it: nghttp2's NGHTTP2_ERR_PROTO.
      /(?:ERR_HTTP2_ERROR|UNAVAILABLE)[^\n]{0,80}\bProtocol error/,
      // .NET's SocketsHttpHandler.
      /HTTP\/2 connection could not be established because the server did not complete the HTTP\/2 handshake/,
    ]),
  },
  {
    spoken: 'HTTP',
    expected: 'HTTP/2',
    words: anyAsWritten([
      // A frame of SETTINGS (RFC 9113, section 6.5) where a status line is due: Go's net/http, Python's http.client.
      /malformed HTTP response "\\x00\\x00/,
      /BadStatusLine[^\n]{0,20}\\x00\\x00/,
      // llhttp, of Node; curl, error 1.
      /Parse Error: Expected HTTP\//,
      /Received HTTP\/0\.9 when not allowed/,
    ]),
  },
];
