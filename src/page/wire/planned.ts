/** What an action asks for, and what in a terminal does the same. */
export interface Planned<Request> {
  request: Request;
  /** The words of the command that does the same; null: there is none. */
  words: string[] | null;
  /** The key that does the same while a command runs. */
  key?: 'Ctrl-C' | 'Enter';
  /** false: it is not about the session of the page. Default true. */
  isOfSession?: boolean;
  /** It ends a process or data may be lost: the page asks once. */
  destructive: boolean;
}
