/** Below this share of failed requests 5xx are background, not a fault. */
export const BACKGROUND_ERROR_SHARE = 0.005;
