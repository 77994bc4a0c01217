import type { ServerAnswers, ServerSays } from '../../model/statements/servers.ts';
import { plural } from '../../text/format.ts';
import { clockText } from '../../text/time.ts';
import { it, itIs, its, quoting, type WordsOf, wordsFrom } from './words-of.ts';

const answerWords: WordsOf<ServerAnswers> = {
  'cannot-save': () => it('cannot save to disk, and refuses writes (MISCONF)'),
  'loading-its-data': () => itIs('loading its data, and refuses commands'),
  'replica-without-master': () => itIs('a replica without its master'),
  'own-memory-full': ({ used, limit }) =>
    its(`memory is full (${used} of ${limit} bytes), and its policy is noeviction`),
  'connections-taken': ({ taken, limit }) => `${taken} of ${limit} connections are in use`,
  'asked-and-answered': ({ said }) => it(quoting('answered', said, '')),
  'sessions-wait-for-lock': ({ waiting }) => `${waiting} sessions wait for a lock`,
  'sessions-wait-and-idle': ({ waiting, idle }) =>
    `${waiting} sessions wait for a lock, ${idle} are idle in a transaction`,
};

export const serverWords: WordsOf<ServerSays> = {
  ...answerWords,
  'server-asked': ({ answer, asked, from }, moment) =>
    `${wordsFrom(answerWords, answer, moment)} (${asked}, asked in ${from})`,
  'asked-and-refused': ({ said }) => it(`refuses: "${said}"`),
  'own-log-says': ({ lines, from, said }, { now }) =>
    its(
      quoting(
        `own log: ${plural(lines, 'line')}${from === null ? '' : ` since ${clockText(from, now)}`}`,
        said,
      ),
    ),
  'own-probe-answered': ({ said }) => its(quoting('own probe got', said, 'own probe got the same')),
};
