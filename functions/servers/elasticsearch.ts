import type { Failures, Identity } from './server.ts';

/** Elasticsearch, and OpenSearch, which speaks its protocol. */
export const identity: Identity = {
  port: 9200,
  images: /elasticsearch|opensearch/i,
};

/** Names in small letters are the "type" of an error's answer. */
export const failures: Failures = {
  names: [/elasticsearch/, /opensearch/],
  phrases: [
    { kind: 'auth', text: /unable to authenticate user \[/, by: 'server', shared: true },
    { kind: 'read-only', text: /cluster_block_exception/i, by: 'server' },
    { kind: 'read-only', text: /read-only-allow-delete/i, by: 'server', shared: true },
    { kind: 'read-only', text: /index read-only \/ allow delete/i, by: 'server', shared: true },
    { kind: 'server-says', text: /index_not_found_exception/, by: 'server' },
    // What it says of the request: the types of its errors of status 400.
    {
      kind: 'bad-request',
      text: /\b(?:(?:mapper_|document_)?parsing|x_content_parse|illegal_argument|strict_dynamic_mapping)_exception/,
      by: 'server',
    },
    { kind: 'server-says', text: /all shards failed/, by: 'server' },
    { kind: 'server-says', text: /circuit_breaking_exception/, by: 'server' },
  ],
};
