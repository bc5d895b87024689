/**
 * The first line of a failed program's error output.
 * @param {unknown} error of `execFile`
 */
export function firstLineOf(error) {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  const [line = ''] = (stderr === '' ? String(error) : stderr).split('\n');
  return line;
}
