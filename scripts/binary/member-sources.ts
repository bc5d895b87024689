/** The parts of the program that build the files for members, so that the build makes them like the program does. */
export { cacheDirectory } from '../../src/broker/hazelcast/cache/cache-directory.ts';
export { findJar } from '../../src/broker/hazelcast/jvm/jar.ts';
export { majorOf } from '../../src/broker/hazelcast/jvm/java-version.ts';
export { memberFiles } from '../../src/broker/hazelcast/members/member-command.ts';
export { installLauncher } from '../../src/broker/hazelcast/jvm/member-launcher.ts';
export { trainClassCache } from '../../src/broker/hazelcast/jvm/train-class-cache.ts';
