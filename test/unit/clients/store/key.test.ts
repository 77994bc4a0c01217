import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isKey, keySegment } from '../../../../functions/clients/store/port.ts';
import { character } from '../../../support/character.ts';

it('makes a key of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 300 }), (text) => {
      expect(isKey(`claims/${keySegment(text)}`)).toBe(true);
    }),
  );
});
