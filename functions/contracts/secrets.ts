/** The one key of the JSON that a secret holds until an operator has put in the real one. */
export const INITIAL_KEY = 'initial';

/** True for a value that the stack made itself. */
export const isInitial = (secret: string): boolean => secret.startsWith(`{"${INITIAL_KEY}":`);
