import { call, role, serve, setting } from './kit.mts';

/** Books rooms that a steward says are free. Logs as Bunyan's short form. */
const log = (level: string, text: string): void =>
  console.log(`[${new Date().toISOString()}] ${level}: ${role}/1 on ${role}: ${text}`);

const steward = setting('STEWARD', 'steward');
const book = async () => {
  try {
    await call(`http://${steward}:8450/free`);
    log('INFO', 'room given out');
    return { status: 200 };
  } catch (error) {
    const isUnknown = ['ENOTFOUND', 'EAI_AGAIN'].includes((error as { code?: string }).code ?? '');
    log(
      'ERROR',
      isUnknown ? `never heard of anybody called ${steward}, no room given out` : 'steward is short with us',
    );
    return { status: 503 };
  }
};

serve(8450, role === 'booking' ? book : () => ({ status: 200 }));
