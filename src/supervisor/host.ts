/** The host on which everything of a topology listens. */
export const host = '127.0.0.1';
