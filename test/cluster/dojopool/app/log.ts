import { pino, stdSerializers } from 'pino';

/** JSON lines on standard output, errors with type, message and stack: pino's defaults, as most Node services have them. */
export const logger = pino({
  name: process.env.SERVICE_NAME ?? 'dojopool',
  level: process.env.LOG_LEVEL ?? 'info',
  base: { pid: process.pid, hostname: process.env.HOSTNAME ?? '', release: process.env.RELEASE ?? '' },
  serializers: { err: stdSerializers.err },
});
