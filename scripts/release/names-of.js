/**
 * Names of the executable in dist/ and in its archives, and of the archives that are attached to a release.
 * @param {string} target as linux-x64
 */
export function namesOf(target) {
  const isWindows = target.startsWith('win32');
  return {
    built: `distq-${target}${isWindows ? '.exe' : ''}`,
    archives: (isWindows ? ['zip'] : ['tar.xz', 'tar.gz']).map((suffix) => `distq-${target}.${suffix}`),
    inside: `distq${isWindows ? '.exe' : ''}`,
  };
}
