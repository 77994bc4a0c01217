import { describe } from '@jest/globals';
import { holdsTexts } from '../whole/texts.ts';
import { counted, onsets } from './told/onsets.ts';
import { templates } from './told/templates.ts';
import { announcements, managed, reaching, revised, scaledBeside } from './told/time-line.ts';

describe('all that is told of changes', () => {
  holdsTexts(new URL('./told.txt', import.meta.url), {
    ...managed,
    ...announcements,
    ...revised,
    ...reaching,
    ...scaledBeside,
    ...onsets,
    ...counted,
    ...templates,
  });
});
