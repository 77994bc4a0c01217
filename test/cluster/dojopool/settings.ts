/** What differs between clusters. Images must have: a `node` program, the well-known postgres image's variables, redis-server. */
export interface Settings {
  readonly namespace: string;
  readonly nodeImage: string;
  readonly postgresImage: string;
  readonly redisImage: string;
}

/** Reads the settings: DOJOPOOL_NAMESPACE, DOJOPOOL_NODE_IMAGE, DOJOPOOL_POSTGRES_IMAGE, DOJOPOOL_REDIS_IMAGE. */
export const settingsFrom = (environment: NodeJS.ProcessEnv): Settings => ({
  namespace: environment.DOJOPOOL_NAMESPACE ?? 'production',
  nodeImage: environment.DOJOPOOL_NODE_IMAGE ?? 'image.test/node:24',
  postgresImage: environment.DOJOPOOL_POSTGRES_IMAGE ?? 'image.test/postgres:15',
  redisImage: environment.DOJOPOOL_REDIS_IMAGE ?? 'image.test/redis:7',
});
