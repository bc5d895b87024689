/** The server's data is not a valid response to the request, so the outcome is unknown. */
export class InvalidResponse extends Error {
  constructor(what: string) {
    super(`invalid response: ${what}`);
  }
}
