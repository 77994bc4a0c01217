/**
 * Titles are written to follow their object ("deployment/api: its CPU limit throttles it"). Where the object stands last,
 * the pronoun that would lead the line goes: nobody knows yet what it stands for.
 */
export const titleBeforeObject = (title: string): string => title.replace(/^(?:it is|its|it) (?=\S)/, '');
