import { expect, it } from '@jest/globals';
import { readRangeAnswer } from '../../../../functions/clients/prometheus/answer.ts';

it('keeps the points that have a number and a time that a date can hold', () => {
  const values = [
    [1_795_615_400.5, '1.5'],
    [1e308, '1'],
    [8.64e12 + 1, '1'],
    [1_795_615_460, 'NaN'],
    ['1795615460', '1'],
  ];
  const answer = readRangeAnswer({ status: 'success', data: { result: [{ metric: {}, values }] } });
  expect(answer).toEqual({ ok: true, value: [{ labels: {}, points: [[1_795_615_400_500, 1.5]] }] });
});
