/** Parts of the program that its build uses: what members are started from is made by the same code as at a user's. */
export { cacheDirectory } from '../../src/cluster/cache-directory.ts';
export { findJar } from '../../src/cluster/jar.ts';
export { majorOf } from '../../src/cluster/java-version.ts';
export { memberFiles } from '../../src/cluster/member-command.ts';
export { installLauncher } from '../../src/cluster/member-launcher.ts';
export { trainClassCache } from '../../src/cluster/train-class-cache.ts';
