/** Below every table of `plainTable`. */
export const BEST_EXPLAINED = '* the best of its column';
