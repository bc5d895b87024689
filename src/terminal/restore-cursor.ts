const showCursor = '\u001B[?25h';

/**
 * Sees to it that a cursor that is hidden now is shown again when this process ends before it is told to, as at a second Ctrl-C.
 * @returns to be called once the cursor is shown
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
