import { beat, call, role, serve } from './kit.mts';

/** A mill draws grain from a store; the store says "in a moment" to every fourth draw, and the mill draws again. */
const log = (level: string, text: string): void =>
  console.log(JSON.stringify({ '@t': new Date().toISOString(), '@l': level, '@m': text, App: role }));

let draws = 0;
const store = () => {
  draws += 1;
  return { status: draws % 4 === 0 ? 503 : 200 };
};

const draw = async (number: number, attempt = 1): Promise<void> => {
  const { status } = await call('http://store:8870/draw');
  if (status === 200) {
    if (attempt > 1) log('Information', `sack ${number} drawn at attempt ${attempt}`);
    return;
  }
  log('Error', `store said ${status} to sack ${number}, attempt ${attempt} of 5, drawing again`);
  await draw(number, attempt + 1);
};

if (role === 'store') serve(8870, store);
else
  await beat(600, async (number) => {
    await draw(number);
    if (number % 20 === 0) log('Information', `${number} sacks ground, none lost`);
  });
