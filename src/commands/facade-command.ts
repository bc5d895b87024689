import { BaseCommand } from './base.ts';
import { facadeOf, timeoutFlag, urlFlag } from './facade-address.ts';

/** A command that talks to a facade: the one of the running topology, or any other by its address. */
export abstract class FacadeCommand extends BaseCommand {
  static override baseFlags = {
    ...BaseCommand.baseFlags,
    timeout: timeoutFlag,
    url: urlFlag,
  };

  /** @throws NothingRunningError where nothing runs here and no address is given */
  protected async facadeUrl({ url, session }: { url: string | undefined; session: string }): Promise<URL> {
    return url === undefined
      ? this.withSession(session, (running) => facadeOf(running, '--url'))
      : new URL(url);
  }
}
