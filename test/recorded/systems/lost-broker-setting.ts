import { deployment, nodeContainer, redis, service } from './parts.ts';
import type { System } from './system.ts';

const mailer = (env: Readonly<Record<string, string>>) =>
  deployment('mailer', nodeContainer('mailer', 'jobs work', { QUEUE: 'mails', ...env }));

/** A release of a worker lost the setting that names its queue, so that it asks its own pod. */
export const lostBrokerSetting: System = {
  namespace: 'letters',
  servers: [service('mail-queue', 6379), redis('mail-queue')],
  clients: [
    mailer({ REDIS_HOST: 'mail-queue' }),
    deployment('signup', nodeContainer('signup', 'jobs push', { REDIS_HOST: 'mail-queue', QUEUE: 'mails' })),
  ],
  fault: ({ apply }) => apply(mailer({})),
};
