import { describe, expect, it } from '@jest/globals';
import { bypassesProxy } from '../../../../functions/local/kubeconfig/no-proxy.ts';

/** The table of Go's own rules: https://cs.opensource.google/go/x/net/+/master:http/httpproxy/proxy_test.go. */
describe('NO_PROXY', () => {
  it.each([
    ['https://api.example.com', 'example.com', true],
    ['https://example.com', 'example.com', true],
    ['https://example.com', '.example.com', false],
    ['https://api.example.com', '.example.com', true],
    ['https://api.example.com', '*.example.com', true],
    ['https://notexample.com', 'example.com', false],
    ['https://API.example.com', 'Example.COM', true],
    ['https://10.1.2.3', '10.0.0.0/8', true],
    ['https://11.1.2.3', '10.0.0.0/8', false],
    ['https://10.1.2.3', '10.1.2.3', true],
    ['https://10.1.2.3:6443', '10.1.2.3:443', false],
    ['https://10.1.2.3', '10.1.2.3:443', true],
    ['https://[fd00::1]:6443', 'fd00::/8', true],
    ['https://[fd00::1]:6443', 'fd00::1', true],
    ['https://[fd00::1]:6443', '[fd00::1]:6443', true],
    ['https://10.1.2.3', 'fd00::/8', false],
    ['https://a.example', ' x , a.example ', true],
    ['https://a.example', '*', true],
    ['https://a.example', '', false],
    ['https://10.1.2.3', '10.0.0.0/99,nonsense/x', false],
    ['https://localhost:6443', '', true],
    ['https://127.0.0.9', '', true],
    ['https://[::1]:6443', '', true],
  ])('%s with %j: %s', (server, noProxy, expected) => {
    expect(bypassesProxy(new URL(server), noProxy)).toBe(expected);
  });
});
