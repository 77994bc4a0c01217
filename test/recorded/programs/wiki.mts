import { readFileSync } from 'node:fs';
import { call, dayTime, role, serve } from './kit.mts';

/** Shows pages, and has a speller look at them by a lexicon in a file, which it reads anew each time. Logs as Tomcat's juli does. */
const log = (level: string, text: string): void =>
  console.log(`${dayTime('.').slice(0, 23)} ${level} [http-nio-exec-2] org.quill.${role} ${text}`);

const spell = () => {
  const [first = ''] = readFileSync('/lexicon/rules', 'utf8').split('\n');
  if (/^\w+(?: \w+)*$/.test(first)) return { status: 200 };
  log('SEVERE', `lexicon opens with gibberish, cannot spell by it`);
  return { status: 500 };
};

const page = async () => {
  const { status } = await call('http://speller:8960/spell');
  if (status === 200) {
    log('INFO', 'page shown');
    return { status: 200 };
  }
  log('SEVERE', 'page withheld, the speller sulks');
  return { status: 503 };
};

serve(8960, role === 'speller' ? spell : page);
