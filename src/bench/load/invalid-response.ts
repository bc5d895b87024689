/** What a server sent is no response to what it was sent; the outcome of the request is unknown then. */
export class InvalidResponse extends Error {
  constructor(what: string) {
    super(`invalid response: ${what}`);
  }
}
