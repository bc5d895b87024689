/** Parts of the program that its build uses: what members are started from is made by the same code as at a user's. */
export { cacheDirectory } from '../../src/broker/hazelcast/cache/cache-directory.ts';
export { findJar } from '../../src/broker/hazelcast/jvm/jar.ts';
export { majorOf } from '../../src/broker/hazelcast/jvm/java-version.ts';
export { memberFiles } from '../../src/broker/hazelcast/members/member-command.ts';
export { installLauncher } from '../../src/broker/hazelcast/jvm/member-launcher.ts';
export { trainClassCache } from '../../src/broker/hazelcast/jvm/train-class-cache.ts';
