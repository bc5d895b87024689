export const bytesAMb = 1024 * 1024;

/** Largest body of one posted message, in bytes. */
export const messageBodyBytes = 2 * 1024 * 1024;

/** Largest body of a batch of messages, in bytes. */
export const batchBodyBytes = 16 * 1024 * 1024;

/**
 * Largest body that logging-service accepts, in bytes. Everything that the facade accepted must fit: JSON escapes a
 * control character, one byte in a form, with six bytes.
 */
export const loggingBodyBytes = 32 * 1024 * 1024;

/** Maximum number of messages in one batch. */
export const batchMessages = 10_000;

/** Maximum number of messages that a consumer polls at once, and of a group that is recorded together. */
export const takenMessages = 250;

/** Retry-After of refused requests, in seconds. */
export const retryAfterSeconds = 1;

/** Longest uuid of a message, in characters: the log and every instance that shows the message store it. */
export const uuidCharacters = 128;
