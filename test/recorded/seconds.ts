/** How long a system is left alone before it is broken, and recorded after it. */
export const WELL_SECONDS = 90;
export const BROKEN_SECONDS = 90;
