import { BaseCommand } from '../frame/base.ts';
import { facadeOf, timeoutFlag, urlFlag } from './facade-address.ts';

/** A command that uses a facade: the one of the running topology, or another one by its address. */
export abstract class FacadeCommand extends BaseCommand {
  static override baseFlags = {
    ...BaseCommand.baseFlags,
    timeout: timeoutFlag,
    url: urlFlag,
  };

  /**
   * @throws NothingRunningError where nothing runs here and no address is given; SessionHeldError where messages are to be posted while a
   *   run holds the session
   */
  protected async facadeUrl({ url, session, posting }: FacadeChoice): Promise<URL> {
    return url === undefined
      ? this.withSession(session, (running) => facadeOf(running, { flag: '--url', posting }))
      : new URL(url);
  }
}

interface FacadeChoice {
  /** Address of a facade; undefined: that of the session. */
  url: string | undefined;
  session: string;
  posting: boolean;
}
