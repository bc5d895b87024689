const showCursor = '\u001B[?25h';

/**
 * Shows the hidden cursor again if this process ends early, for example at a second Ctrl-C.
 * @returns a function to call when the cursor is shown again
 */
export function restoreCursorAtExit(stream: NodeJS.WriteStream): () => void {
  const show = (): void => {
    stream.write(showCursor);
  };
  process.once('exit', show);
  return () => {
    process.off('exit', show);
  };
}
