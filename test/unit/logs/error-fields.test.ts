import { describe, expect, it } from '@jest/globals';
import { lines, read } from './read.ts';

const TIME = '2026-11-24T14:03:22.123Z';
const first = (fields: object) => read(lines(JSON.stringify({ time: TIME, ...fields }))).summary.patterns[0];
const said = (fields: object): string | undefined => first({ level: 'error', ...fields })?.example;
const GO_PLACES = 'shop/cart.(*Cart).Load\n\t/src/cart/cart.go:41\nmain.main\n\t/src/main.go:12';

describe('a stack of places in the code alone', () => {
  it('leaves what went wrong to the error', () => {
    const example = said({
      msg: 'load failed',
      error: 'dial tcp: lookup cart-db: no such host',
      stacktrace: GO_PLACES,
    });
    expect(example).toContain('load failed: dial tcp: lookup cart-db: no such host');
    expect(example).not.toContain('main.main');
  });
  it('leaves it to the message where there is no error', () => {
    expect(said({ msg: 'load failed', stacktrace: GO_PLACES })).toBe('load failed');
  });
  it('is one of Python as well, in a list of lines', () => {
    const stackTrace = ['  File "/app/load.py", line 7, in run\n    fetch()\n'];
    expect(said({ message: 'load failed', stackTrace, errorMessage: 'no route to cart-db' })).toContain(
      'load failed: no route to cart-db',
    );
  });
  it('is none when a line of it says what went wrong', () => {
    expect(
      said({ msg: 'load failed', error: 'wrapped', stacktrace: `cannot reach cart-db\n${GO_PLACES}` }),
    ).toContain('cannot reach cart-db');
  });
});

describe('the message of an error beside that of the line', () => {
  it('is said with it', () => {
    expect(said({ message: 'order lost', errorMessage: 'queue is full' })).toBe('order lost: queue is full');
  });
  it('follows one that ends in a colon with one colon', () => {
    expect(said({ msg: 'order lost:', error: `customer "O'Hara" is unknown` })).toBe(
      `order lost: customer "O'Hara" is unknown`,
    );
  });
  it('is the message where there is no other', () => {
    expect(said({ errorMessage: 'queue is full' })).toBe('queue is full');
  });
});

describe('the deepest cause of nested errors', () => {
  const nested = (...causes: readonly string[]): object =>
    causes.reduceRight<object>(
      (inner, message) => ({ exception: { message, ...('exception' in inner ? { causedBy: inner } : {}) } }),
      {},
    );
  it.each([[['outer', 'inner']], [['outer', 'middle', 'inner']]])('is said of %j', (causes) => {
    const example = said({ message: 'order lost', ...nested(...causes) });
    expect(example).toContain('inner');
    expect(example).not.toContain('outer');
  });
  it('is the error itself where nothing caused it', () => {
    expect(said({ message: 'order lost', ...nested('outer') })).toContain('outer');
  });
  it('is the last of a list of an exception and its causes', () => {
    const error_detail = [
      { exc_type: 'LoadError', exc_value: 'cannot load' },
      { exc_type: 'OSError', exc_value: 'disk is full' },
    ];
    const example = said({ event: 'task failed', error_detail });
    expect(example).toContain('disk is full');
    expect(example).not.toContain('cannot load');
  });
  it('is not looked for in a field that only has such a name', () => {
    expect(said({ message: 'order lost', exceptions: { cause: { message: 'none' } } })).toBe('order lost');
  });
});

it('an exception as class and message has its message said', () => {
  expect(said({ message: 'order lost', exception: ['Shop::Lost', 'card was declined'] })).toContain(
    'Shop::Lost: card was declined',
  );
});
it('a list of lines is no class and message', () => {
  expect(said({ message: 'order lost', exception: ['it broke in the', 'second step'] })).toBe(
    'order lost: it broke in the',
  );
});

it('a text of MongoDB beside a number is the error', () => {
  const attr = { error: 28, message: 'write failed: disk is full' };
  expect(said({ msg: 'storage error', attr })).toContain('disk is full');
});

describe('a message that is only the name of an object in the line', () => {
  const inner = { error_severity: 'ERROR', message: 'deadlock detected' };
  it('leaves message and level to the object', () => {
    expect(first({ level: 'info', msg: 'record', record: inner })).toMatchObject({
      level: 'error',
      example: 'deadlock detected',
    });
  });
  it('keeps both where it says something itself', () => {
    expect(first({ level: 'warn', msg: 'pool is empty', record: inner })).toMatchObject({
      level: 'warn',
      example: 'pool is empty',
    });
  });
});
