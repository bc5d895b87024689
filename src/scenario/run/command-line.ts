/** The command line of distq with these arguments, quoted for a shell. */
export function commandLine(...args: (string | number)[]): string {
  return ['distq', ...args.map(String).map(quoted)].join(' ');
}

function quoted(arg: string): string {
  return /^[\w./:@,=+-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`;
}
