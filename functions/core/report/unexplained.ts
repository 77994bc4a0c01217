/** How the headline ends where something is visibly wrong and no analyzer says why; the note then takes it as it is. */
export const UNEXPLAINED = 'and nothing that was read explains it';
