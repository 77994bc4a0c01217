import { describe, expect, it } from '@jest/globals';
import {
  levelOf,
  levelOfNumber,
  levelOfText,
  levelOfWord,
  type Scale,
} from '../../../functions/logs/levels.ts';

/** The last number of one level and the first of the next. */
const BOUNDS: readonly (readonly [Scale, readonly (readonly [number, string])[]])[] = [
  [
    'plain',
    [
      [0, 'fatal'],
      [2, 'fatal'],
      [3, 'error'],
      [4, 'warn'],
      [5, 'info'],
      [6, 'info'],
      [7, 'debug'],
      [8, 'unknown'],
      [9, 'unknown'],
    ],
  ],
  [
    'plain',
    [
      [10, 'debug'],
      [29, 'debug'],
      [30, 'info'],
      [39, 'info'],
      [40, 'warn'],
      [49, 'warn'],
      [50, 'error'],
      [59, 'error'],
      [60, 'fatal'],
      [99, 'fatal'],
    ],
  ],
  [
    'plain',
    [
      [100, 'debug'],
      [199, 'debug'],
      [200, 'info'],
      [299, 'info'],
      [300, 'warn'],
      [400, 'error'],
      [499, 'error'],
      [500, 'fatal'],
      [600, 'fatal'],
    ],
  ],
  [
    'plain',
    [
      [700, 'debug'],
      [800, 'info'],
      [900, 'warn'],
      [999, 'warn'],
      [1000, 'error'],
    ],
  ],
  [
    'plain',
    [
      [10_000, 'debug'],
      [19_999, 'debug'],
      [20_000, 'info'],
      [30_000, 'warn'],
      [40_000, 'error'],
    ],
  ],
  [
    'severity',
    [
      [100, 'debug'],
      [200, 'info'],
      [399, 'info'],
      [400, 'warn'],
      [500, 'error'],
      [600, 'fatal'],
      [3, 'error'],
    ],
  ],
  [
    'python',
    [
      [10, 'debug'],
      [19, 'debug'],
      [20, 'info'],
      [30, 'warn'],
      [40, 'error'],
      [50, 'fatal'],
    ],
  ],
  [
    'opentelemetry',
    [
      [8, 'debug'],
      [9, 'info'],
      [13, 'warn'],
      [16, 'warn'],
      [17, 'error'],
      [20, 'error'],
      [21, 'fatal'],
    ],
  ],
  [
    'syslog',
    [
      [3, 'error'],
      [7, 'debug'],
      [10, 'unknown'],
    ],
  ],
  [
    'ascending',
    [
      [0, 'debug'],
      [1, 'info'],
      [2, 'warn'],
      [3, 'error'],
      [4, 'fatal'],
    ],
  ],
  [
    'microsoft',
    [
      [1, 'debug'],
      [2, 'info'],
      [3, 'warn'],
      [4, 'error'],
      [5, 'fatal'],
    ],
  ],
  [
    'cockroach',
    [
      [0, 'debug'],
      [1, 'info'],
      [2, 'warn'],
      [3, 'error'],
      [4, 'fatal'],
    ],
  ],
];

describe('a level that is a number', () => {
  for (const [scale, numbers] of BOUNDS)
    it(`counts as ${scale} from ${numbers[0]?.[0]} on`, () => {
      expect(numbers.map(([value]) => [value, levelOfNumber(value, scale)])).toEqual(numbers);
    });
});

describe('a level that is a word', () => {
  it('is found in what loggers write around it', () => {
    expect(
      ['[ERROR]', 'ERROR+2', 'LOG_ERR', 'D1', '\\u001b[33mwarn\\u001b[39m', 'Eror'].map(levelOfText),
    ).toEqual(['error', 'error', 'error', 'debug', 'warn', 'error']);
  });
  it('may be one that sentences use only where it cannot be a sentence', () => {
    expect([levelOf('system'), levelOfWord('system')]).toEqual(['info', undefined]);
    expect([levelOf('ALARM'), levelOfWord('alarm')]).toEqual(['error', 'error']);
  });
  it('is none where no logger knows it', () => {
    expect([levelOfText('MISHAP'), levelOfText(''), levelOf('x'), levelOf('Q')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
