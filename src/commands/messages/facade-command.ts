import { BaseCommand } from '../frame/base.ts';
import { createSystem } from '../../system/create-system.ts';
import { facadeOf, timeoutFlag, urlFlag, type Facade } from './facade-address.ts';

/** A command that uses a facade: that of the running topology, or another one by its address. */
export abstract class FacadeCommand extends BaseCommand {
  static override baseFlags = {
    ...BaseCommand.baseFlags,
    timeout: timeoutFlag,
    url: urlFlag,
  };

  /**
   * @throws NothingRunningError if nothing is running here and no address is given; SessionHeldError if messages are to
   * be posted while a run holds the session
   */
  protected async facade({ url, session, posting }: FacadeChoice): Promise<Facade> {
    return url === undefined
      ? this.withSession(session, (running) => facadeOf(running, { flag: '--url', posting }))
      : { url: new URL(url), system: createSystem() };
  }
}

interface FacadeChoice {
  /** Address of a facade; undefined: the facade of the session. */
  url: string | undefined;
  session: string;
  posting: boolean;
}
