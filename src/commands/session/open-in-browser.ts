import { execa } from 'execa';
import { MachineLacksError, messageOf } from '../../foundation/errors/errors.ts';

const timeoutMs = 10_000;

/** @throws MachineLacksError if this machine cannot open a browser */
export async function openInBrowser(address: string): Promise<void> {
  const [program, ...args] = openerOf(process.platform);
  try {
    await execa(program, [...args, address], { stdio: 'ignore', timeout: timeoutMs });
  } catch (error) {
    throw new MachineLacksError(`no browser could be opened: ${messageOf(error)}`, {
      cause: error,
      hint: 'open the address above in a browser of this machine',
    });
  }
}

/** The program that opens an address with the user's browser. */
function openerOf(platform: NodeJS.Platform): [program: string, ...args: string[]] {
  if (platform === 'darwin') return ['open'];
  // The first argument in quotes would be the title of a window.
  return platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
}
