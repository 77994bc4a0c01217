import type { Layout } from './layout.ts';

/** Web servers, databases and queues: what they write of themselves. */
export const SERVERS: readonly Layout[] = [
  {
    name: 'nginx: error log',
    source: 'https://nginx.org/en/docs/ngx_core_module.html#error_log',
    lines: [
      '2026/11/24 14:03:22 [error] 12#12: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.4, server: _, request: "GET /api/x HTTP/1.1", upstream: "http://10.0.0.5:8080/api/x", host: "shop.example"',
    ],
    expected: {
      level: 'error',
      time: '2026-11-24T14:03:22Z',
      contains: ['connect() failed (111: Connection refused)'],
      absent: ['[error]', '2026/11/24'],
      events: 1,
      requests: [],
    },
  },
];
