import { call, role, serve, setting } from './kit.mts';

/** Writes descriptions of wares, by a model outside. Logs as structlog does. */
const log = (level: string, event: string, more: Record<string, unknown> = {}): void =>
  console.log(JSON.stringify({ ...more, event, level, logger: role, timestamp: new Date().toISOString() }));

const writer = async ({ path }: { path: string }) => {
  const { status, body } = await call(`${setting('MODEL_URL')}/v1/complete`, { method: 'POST', body: '{}' });
  if (status === 200) {
    log('info', 'description_written', { ware: path, tokens: 212 });
    return { status: 200 };
  }
  log('error', 'description_left_blank', { ware: path, model: 'quill-3-small', answer: body, code: status });
  return { status: 424 };
};

const shelf = async ({ path }: { path: string }) => {
  const { status } = await call(`http://writer:8520${path}`);
  if (status !== 200) log('error', 'ware_shown_bare', { ware: path });
  return { status: status === 200 ? 200 : 500 };
};

serve(8520, role === 'writer' ? writer : shelf);
