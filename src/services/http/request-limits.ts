export const bytesAMb = 1024 * 1024;

/** Largest body of one posted message, in bytes. */
export const messageBodyBytes = 2 * 1024 * 1024;

/** Largest body of a batch of messages, in bytes. */
export const batchBodyBytes = 16 * 1024 * 1024;

/**
 * Largest body that logging-service takes, in bytes. What the facade accepted must fit whatever it holds: JSON
 * escapes a control character, one byte in a form, with six.
 */
export const loggingBodyBytes = 32 * 1024 * 1024;

/** Most messages in one batch. */
export const batchMessages = 10_000;

/** Most messages that a consumer takes from the queue at once, and so of a group that is recorded together. */
export const takenMessages = 250;

/** Pause that a refused client is asked for, in seconds. */
export const retryAfterSeconds = 1;

/** Longest uuid of a message, in characters: the log keeps whatever it is given, and every instance that shows it does, too. */
export const uuidCharacters = 128;
