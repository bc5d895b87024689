import { fitPage } from './fit-page.ts';
import { restoreCursorAtExit } from './restore-cursor.ts';

export interface Screen {
  /** Replaces the last text; without a terminal, appends. */
  draw(text: string): void;
  /** Shows the cursor again. */
  close(): void;
}

const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';
const toTop = '\u001B[H';
const clearLine = '\u001B[K';
const clearBelow = '\u001B[J';

/** Redraws whole pages without flicker: overwrites the old page instead of clearing it first. */
export function createScreen(stream: NodeJS.WriteStream): Screen {
  if (!stream.isTTY) {
    let separator = '';
    return {
      draw(text) {
        stream.write(`${separator}${text}`);
        separator = '\n';
      },
      close: () => undefined,
    };
  }
  let drawn = false;
  let cursorIsBack: () => void = () => undefined;
  return {
    draw(text) {
      if (!drawn) cursorIsBack = restoreCursorAtExit(stream);
      const page = fitPage(text, stream)
        .map((line) => `${line}${clearLine}\n`)
        .join('');
      stream.write(`${drawn ? '' : `${hideCursor}\u001B[2J`}${toTop}${page}${clearBelow}`);
      drawn = true;
    },
    close() {
      // Overwrites the ^C that the terminal has printed.
      if (drawn) stream.write(`\r${clearLine}${showCursor}`);
      cursorIsBack();
    },
  };
}
