import type { Failures, Identity } from './server.ts';

export const identity: Identity = {
  port: 8200,
  images: /\bvault\b|openbao/i,
};

export const failures: Failures = {
  names: [],
  // https://developer.hashicorp.com/vault/docs/concepts/seal
  phrases: [{ kind: 'server-says', text: /Vault is sealed/, by: 'server' }],
};
