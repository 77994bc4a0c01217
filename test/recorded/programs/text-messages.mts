import { beat, call, clock, role, serve, setting } from './kit.mts';

/** Reminders go to a sender, which hands them to a carrier outside with its key. Logs as Monolog's line formatter does. */
const log = (level: string, text: string): void => console.log(`${clock()} ${level} ${role}/ ${text}`);

const carrier = setting('CARRIER_URL');
let sent = 0;

const send = async () => {
  const { status, body } = await call(`${carrier}/v2/texts`, {
    method: 'POST',
    headers: { 'x-sender': setting('SENDER') },
  });
  if (status < 300) {
    sent += 1;
    if (sent % 20 === 0) log('note', `${sent} texts on their way`);
    return { status: 202 };
  }
  log('alarm', `${new URL(carrier).host} showed us the door, ${status}: ${body}`);
  return { status: 502 };
};

if (role === 'sender') serve(8055, send);
else
  await beat(700, async (number) => {
    const { status } = await call('http://sender:8055/', { method: 'POST' });
    if (status !== 202) log('alarm', `reminder ${number} stays in the drawer`);
  });
