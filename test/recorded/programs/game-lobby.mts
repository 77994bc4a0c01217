import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { call, clock, role, serve } from './kit.mts';

/** A lobby asks matchmakers for a bout; each keeps an arena of its own. Logs as Elixir does. */
const log = (level: string, text: string): void =>
  console.log(`${clock()} request_id=F${Math.random().toString(36).slice(2, 12)} [${level}] ${text}`);

const match = () => {
  if (!existsSync('/tmp/arena.warped')) {
    log('info', `bout opened in arena ${hostname()}`);
    return { status: 200 };
  }
  log('error', 'Matchmaker.Arena tick drift beyond horizon, bout scrapped');
  return { status: 500 };
};

const lobby = async ({ path }: { path: string }) => {
  const { status } = await call(`http://matchmaker:4000${path}`);
  if (status === 200) return { status: 200 };
  log('error', `Lobby.Door no bout for party, matchmaker gave ${status}`);
  return { status: 502 };
};

serve(4000, role === 'lobby' ? lobby : match);
log('info', `${role} open`);
