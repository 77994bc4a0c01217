import { call, role, serve } from './kit.mts';

/** A reading room fetches parish registers from a shelf. Logs as Ruby's Logger does. */
const log = (level: string, text: string): void =>
  console.log(
    `${level[0]}, [${new Date().toISOString().slice(0, 23)}000 #1] ${level.padStart(5)} -- ${role}: ${text}`,
  );

const room = async ({ path }: { path: string }) => {
  try {
    await call(`http://registers:8150${path}`);
    log('INFO', `page laid out ${path}`);
    return { status: 200 };
  } catch {
    log('ERROR', `porter sent for registers and did not find the building, ${path} not laid out`);
    return { status: 502 };
  }
};

serve(8150, role === 'room' ? room : () => ({ status: 200 }));
