import { describe, expect, it } from '@jest/globals';
import { change, look, reported } from '../../../../functions/model/command/action.ts';
import {
  aws,
  type Command,
  commandText,
  fillIn,
  kubectl,
  type Refusal,
  wordsOf,
} from '../../../../functions/model/command/command.ts';
import { shellWord } from '../../../../functions/model/command/shell.ts';
import {
  containerWord,
  eksClusterWord,
  joined,
  kindWord,
  nameWord,
  objectWord,
  quantityWord,
  selectorWord,
  words,
} from '../../../../functions/model/command/word.ts';
import { HOSTILE_NAMES } from '../../../support/hostile-names.ts';

const text = (command: Command | Refusal): string =>
  'refused' in command ? `refused ${command.refused}` : commandText(command);

describe('a command', () => {
  it('is kubectl, its namespace and its words, quoted where a shell would take them apart', () => {
    expect(text(kubectl('shop', 'logs', nameWord('api-0'), '-c', containerWord('api'), '--tail=50'))).toBe(
      'kubectl -n shop logs api-0 -c api --tail=50',
    );
    expect(text(kubectl('', 'cordon', nameWord('ip-10-0-0-1.ec2.internal')))).toBe(
      'kubectl cordon ip-10-0-0-1.ec2.internal',
    );
    expect(text(kubectl('shop', 'get', 'hpa', '-o', 'jsonpath={.spec} {"it\'s"}'))).toBe(
      `kubectl -n shop get hpa -o 'jsonpath={.spec} {"it'\\''s"}'`,
    );
    expect(text(aws('eks', 'describe-cluster', '--name', eksClusterWord('prod_1')))).toBe(
      'aws eks describe-cluster --name prod_1',
    );
  });

  it('has words that can be asked for, but for a playbook’s own', () => {
    const command = kubectl('shop', 'top', 'pods');
    expect('refused' in command ? [] : wordsOf(command)).toEqual(['top', 'pods']);
    expect(wordsOf({ written: 'kubectl top pods' })).toEqual([]);
    expect(wordsOf(undefined)).toEqual([]);
  });

  it.each(HOSTILE_NAMES)('is not offered for a name, kind, container or namespace that is %j', (hostile) => {
    const refused = { refused: hostile };
    expect(kubectl('shop', 'describe', 'pvc', nameWord(hostile))).toEqual(refused);
    expect(kubectl('shop', 'logs', 'api-0', '-c', containerWord(hostile))).toEqual(refused);
    expect(kubectl(hostile, 'get', 'pods')).toEqual(hostile === '' ? expect.anything() : refused);
    expect(kubectl('shop', 'describe', kindWord(hostile.toLowerCase()))).toEqual({
      refused: hostile.toLowerCase(),
    });
    expect(kubectl('shop', 'get', joined('--field-selector=spec.nodeName=', nameWord(hostile)))).toEqual(
      refused,
    );
    expect('refused' in kubectl('shop', 'get', 'pods', '-l', selectorWord({ app: `x${hostile}x` }))).toBe(
      !/^[-._A-Za-z0-9]{0,61}$/.test(hostile),
    );
    expect('refused' in kubectl('shop', 'get', 'pods', '-l', selectorWord({ [hostile]: 'x' }))).toBe(true);
  });
});

describe('a word', () => {
  const is = ({ fault }: { fault?: string }): boolean => fault === undefined;

  it('takes what Kubernetes takes', () => {
    for (const name of ['a', 'api-5d4f8c7b9-x2x4z', 'ip-10-0-0-1.ec2.internal', '0', 'x'.repeat(253)])
      expect({ name, is: is(nameWord(name)) }).toEqual({ name, is: true });
    for (const name of ['', '-a', 'a-', 'A', 'a..b', '.a', 'a_b', 'a/b', 'x'.repeat(254)])
      expect({ name, is: is(nameWord(name)) }).toEqual({ name, is: false });
    expect(is(containerWord('x'.repeat(63)))).toBe(true);
    expect(is(containerWord('x'.repeat(64)))).toBe(false);
    expect(is(containerWord('a.b'))).toBe(false);
    expect(kindWord('StatefulSet')).toEqual({ text: 'statefulset' });
    expect(is(kindWord('1st'))).toBe(false);
    for (const amount of ['512Mi', '1.5', '250m', '2G']) expect(is(quantityWord(amount))).toBe(true);
    for (const amount of ['', 'Mi', '-1', '1e3 ', '1;']) expect(is(quantityWord(amount))).toBe(false);
    expect(is(selectorWord({ 'app.kubernetes.io/name': 'Api_1.2', track: '' }))).toBe(true);
    expect(is(selectorWord({}))).toBe(false);
    expect(is(selectorWord({ 'a/b/c': 'x' }))).toBe(false);
    expect(is(selectorWord({ '/b': 'x' }))).toBe(false);
  });

  it('is no object where it lies outside the cluster', () => {
    expect(objectWord({ kind: 'Deployment', namespace: 'shop', name: 'api' })).toEqual({
      text: 'deployment/api',
    });
    expect(is(objectWord({ kind: 'External', namespace: '', name: 'api.example.com' }))).toBe(false);
  });

  it('counts only what can be counted', () => {
    expect(joined('--replicas=', 4)).toEqual({ text: '--replicas=4' });
    for (const amount of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(is(joined('--replicas=', amount))).toBe(false);
  });

  it('does not compile from a string that came from elsewhere', () => {
    const elsewhere: string = 'x --server=https://evil.example';
    // @ts-expect-error a string is no literal
    kubectl('shop', 'describe', 'pvc', elsewhere);
    // @ts-expect-error a string is no literal
    joined('--as=', elsewhere);
    // @ts-expect-error a string is no literal
    words('-c', elsewhere);
    expect(text(kubectl('shop', ...words('get', 'pods')))).toBe('kubectl -n shop get pods');
  });
});

describe('a playbook’s command', () => {
  const filled = (template: string, name: string): string =>
    text(
      fillIn(template, {
        name: nameWord(name),
        workload: objectWord({ kind: 'Deployment', namespace: 'shop', name }),
      }),
    );

  it('has its placeholders filled in, bare and inside quotes of any kind', () => {
    expect(filled(`sh -c "kubectl get {workload}" '{name}' {name} {other}`, 'api')).toBe(
      `sh -c "kubectl get deployment/api" 'api' api {other}`,
    );
  });

  it.each(HOSTILE_NAMES)(
    'is not offered where what it names is %j, and is where it names something else',
    (hostile) => {
      expect(filled('kubectl describe "{workload}"', hostile)).toBe(`refused ${hostile}`);
      expect(filled('kubectl get pods', hostile)).toBe('kubectl get pods');
    },
  );
});

describe('an action', () => {
  it('is reported with its command as text', () => {
    expect(reported([look(kubectl('shop', 'get', 'pods'), 'which pods run')])).toEqual([
      { kind: 'look', command: 'kubectl -n shop get pods', text: 'which pods run' },
    ]);
  });

  it('says what it would look at, and shows the word, where no command is offered', () => {
    const claim = '$(touch PWNED)\u202e\n"x"';
    expect(reported([change(kubectl('shop', 'edit', 'pvc', nameWord(claim)), 'set its class')])).toEqual([
      {
        kind: 'change',
        text: expect.stringMatching(
          /^set its class \(no command: "\$\(touch PWNED\).* is not a Kubernetes name\)$/,
        ),
      },
    ]);
  });
});

describe('a word for a shell', () => {
  it('stays as it is when it is plain, and is quoted when it is not', () => {
    expect(shellWord('deployment/api')).toBe('deployment/api');
    expect(shellWord("it's; rm -rf /")).toBe("'it'\\''s; rm -rf /'");
    expect(shellWord('')).toBe("''");
    // zsh takes "=ls" for the path of ls.
    expect(shellWord('=ls')).toBe("'=ls'");
  });
});
