/** A request that cannot be served; answered with this status and the message as the reason. */
export class RequestError extends Error {
  readonly statusCode: 400 | 410 | 413 | 415;

  constructor(statusCode: 400 | 410 | 413 | 415, message: string) {
    super(message);
    this.name = 'RequestError';
    this.statusCode = statusCode;
  }
}
