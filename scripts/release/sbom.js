import { randomUUID } from 'node:crypto';

/**
 * A part of an executable. `package` and `sha256`: the package from which it was taken; `jdk`: from which jlink made
 * it.
 * @typedef {{ version: string, package?: string | undefined, sha256?: string | undefined, jdk?: string | undefined }}
 * Carried
 */

/**
 * The parts of an executable: as its build recorded them (`readContents`), or as pinned, and then without `payload`.
 * @typedef {{ node: Carried, java: Carried, hazelcast: Carried, payload?: { sha256: string } }} CarriedParts
 */

/** @typedef {Pick<import('../build/bundled-packages.js').BundledPackage, 'name' | 'version' | 'license'>} NpmPackage */

/**
 * The contents of a release as a CycloneDX 1.6 document (JSON): the packages in the bundle, and the other parts of each
 * executable.
 * @param {{ version: string, packages: NpmPackage[], carried: Record<string, CarriedParts>, at: Date }} contents
 * carried: by target
 */
export function sbom({ version, packages, carried, at }) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    metadata: {
      timestamp: at.toISOString(),
      component: { ...npmPackage({ name: 'distq', version, license: 'MIT' }), type: 'application' },
    },
    components: [
      ...packages.map(npmPackage),
      ...Object.entries(carried).flatMap(([target, contents]) => carriedBy(target, contents)),
    ],
  };
}

/** @param {NpmPackage} each */
function npmPackage({ name, version, license }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { type: 'library', 'bom-ref': purl, name, version, purl, licenses: [{ expression: license }] };
}

/**
 * @param {string} target
 * @param {CarriedParts} parts
 */
function carriedBy(target, { node, java, hazelcast, payload }) {
  return [
    component(target, 'node', 'platform', 'MIT', node),
    component(target, 'openjdk', 'platform', 'GPL-2.0-only WITH Classpath-exception-2.0', java),
    component(target, 'hazelcast', 'library', 'Apache-2.0', hazelcast),
    ...(payload === undefined ? [] : [packed(target, payload)]),
  ];
}

/**
 * @param {string} target
 * @param {string} name
 * @param {'platform' | 'library'} type
 * @param {string} license SPDX expression
 * @param {Carried} source
 */
function component(target, name, type, license, source) {
  const { version } = source;
  return {
    type,
    'bom-ref': `${name}@${version}#${target}`,
    name,
    version,
    licenses: [{ expression: license }],
    ...(source.sha256 === undefined ? {} : { hashes: [{ alg: 'SHA-256', content: source.sha256 }] }),
    properties: [
      { name: 'distq:executable', value: target },
      // The hash of the package from which the file is taken.
      ...(source.package === undefined ? [] : [{ name: 'distq:package', value: source.package }]),
      // jlink made it from that JDK.
      ...(source.jdk === undefined ? [] : [{ name: 'distq:jdk', value: source.jdk }]),
    ],
  };
}

/**
 * Java, Hazelcast and the class cache as packed in the executable.
 * @param {string} target
 * @param {{ sha256: string }} payload
 */
function packed(target, { sha256 }) {
  return {
    type: 'file',
    'bom-ref': `payload#${target}`,
    name: 'payload.zst',
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    properties: [{ name: 'distq:executable', value: target }],
  };
}
