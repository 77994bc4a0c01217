import { wordsOfCommand } from './shell.mjs';

/**
 * What every command that firstnote prints may consist of, written down apart from the code that makes them:
 * kubectl, its namespace, a verb, known flags, and names by the rules of Kubernetes
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/).
 */
const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const NAME = `${LABEL}(?:\\.${LABEL})*`;
const KIND = '[a-z](?:[-a-z0-9]*[a-z0-9])?';
const KEY = '[A-Za-z0-9](?:[-._A-Za-z0-9]*[A-Za-z0-9])?';
const SELECTOR = `(?:${NAME}/)?${KEY}=(?:${KEY})?`;
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

const VERBS: readonly RegExp[] = [
  'describe|get|logs|top|scale|patch|edit|exec|cordon|uncordon',
  'set (?:resources|env)',
  'rollout (?:history|undo|restart|resume)',
  'auth can-i',
].map(whole);
const FLAGS: readonly RegExp[] = [
  '--containers|--previous|--list|--all-containers|--show-managed-fields',
  '--sort-by=(?:cpu|\\.lastTimestamp)',
  '--tail=\\d+|--since=\\d+m|--revision=\\d+|--to-revision=\\d+|--replicas=\\d+',
  '--(?:limits|requests)=(?:cpu=[\\d.]+m?|memory=\\d+Mi)',
  // A runtime's own limit, in the variable that it reads.
  'NODE_OPTIONS=--max-old-space-size=\\d+|JAVA_TOOL_OPTIONS=-X(?:mx|X:Max\\w+=)\\d+m',
  `--as=system:serviceaccount:${LABEL}:${NAME}`,
].map(whole);
const VALUES: Readonly<Record<string, RegExp>> = {
  '-c': whole(LABEL),
  '-l': whole(`${SELECTOR}(?:,${SELECTOR})*|app`),
  '-o': whole('wide|yaml|jsonpath=[{}.\\w" *[\\]]+'),
  '-p': whole(
    '\\{"spec":\\{"(?:maxReplicas":\\d+|suspend":false|template":\\{"spec":\\{"enableServiceLinks":false\\}\\})\\}\\}',
  ),
  '--patch': whole('\\{"spec":\\{"maxReplicas":\\d+\\}\\}'),
  '--field-selector': whole(`spec\\.nodeName=${NAME}|type=kubernetes\\.io/tls`),
  '--raw': whole('/readyz\\?verbose'),
};
/** Kinds, as a command here names them; with a name behind a slash or as the next word. */
const OPERAND = whole(`${KIND}(?:,${KIND})*|${NAME}|${KIND}/${NAME}`);
/** What is asked of a dependency in its own pod. */
const QUESTIONS: readonly RegExp[] = [
  'psql -U [\\w.-]+(?: -d [\\w.-]+)? -c (?:SELECT [^$`;"]+|\\\\dt)',
  'sh -c psql -U "\\$\\{POSTGRES_USER:-postgres\\}" -d "\\$\\{POSTGRES_DB:-\\$\\{POSTGRES_USER:-postgres\\}\\}" -c "(?:SELECT [^$`;"]+|\\\\dt)"',
  'sh -c MYSQL_PWD="\\$MYSQL_ROOT_PASSWORD" mysql -u root -e "SHOW [A-Za-z%_\' ]+"',
  'sh -c MYSQL_PWD="\\$MARIADB_ROOT_PASSWORD" mariadb -u root -e "SHOW [A-Za-z%_\' ]+"',
  'redis-cli (?:CLIENT LIST|SLOWLOG GET 10|ROLE)',
  'sh -c REDISCLI_AUTH="\\$REDIS_PASSWORD" redis-cli (?:CLIENT LIST|SLOWLOG GET 10|ROLE)',
  'sh -c df -h; df -i',
].map(whole);
const AWS = whole('eks describe-cluster --name [0-9A-Za-z][-_0-9A-Za-z]{0,99} --query cluster\\.health');

const matches = (patterns: readonly RegExp[], text: string): boolean =>
  patterns.some((pattern) => pattern.test(text));

/**
 * The names that a command names. @throws an error that says what in it is not among the words that firstnote means to
 * print.
 */
export function namesIn(command: string): readonly string[] {
  const [program, ...words] = [...wordsOfCommand(command)];
  const refuse = (what: string): never => {
    throw new Error(`${what} in ${command}`);
  };
  if (program === 'aws') return AWS.test(words.join(' ')) ? [] : refuse('other words');
  if (program !== 'kubectl') return refuse('another program');
  const names: string[] = [];
  if (words[0] === '-n') {
    const [, namespace = ''] = words.splice(0, 2);
    if (namespace.length > 63 || !whole(LABEL).test(namespace)) refuse('no namespace');
    names.push(namespace);
  }
  const length = [2, 1].find((count) => matches(VERBS, words.slice(0, count).join(' ')));
  if (length === undefined) return refuse('another verb');
  const verb = words.splice(0, length);
  const dashes = words.indexOf('--');
  const question = dashes < 0 ? [] : words.splice(dashes).slice(1);
  if ((verb[0] === 'exec') !== question.length > 0) refuse('no question');
  if (question.length > 0 && !matches(QUESTIONS, question.join(' '))) refuse('another question');
  while (words.length > 0) {
    const [word = '', value = ''] = words;
    const values = VALUES[word];
    if (values !== undefined) {
      if (!values.test(value)) refuse(`${word} ${value}`);
      words.splice(0, 2);
    } else {
      const isFlag = matches(FLAGS, word);
      if (!isFlag && !OPERAND.test(word)) refuse(word);
      if (!isFlag) names.push(...word.split(/[/,]/));
      words.shift();
    }
  }
  return names;
}
