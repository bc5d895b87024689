/** What a client asks for cannot be had, and its message says why: answered with that status. */
export class RequestError extends Error {
  readonly statusCode: 400 | 410 | 413 | 415;

  constructor(statusCode: 400 | 410 | 413 | 415, message: string) {
    super(message);
    this.name = 'RequestError';
    this.statusCode = statusCode;
  }
}
