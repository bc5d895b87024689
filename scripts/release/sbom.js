import { randomUUID } from 'node:crypto';

/**
 * What a release is made of, as a document of CycloneDX 1.6 (JSON): the packages in the bundle, and what each executable carries beside it.
 * @param {{version: string, packages: object[], carried: object, at: Date}} contents packages: see `bundledPackages`; carried: by target what
 *   `writeContents` wrote, or the same of what is pinned, then without `payload`
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

function npmPackage({ name, version, license }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { type: 'library', 'bom-ref': purl, name, version, purl, licenses: [{ expression: license }] };
}

function carriedBy(target, { node, java, hazelcast, payload }) {
  const of = (name, type, license, source) => {
    const version = source?.version;
    if (version === undefined)
      throw new Error(
        `neither the build nor packaging/targets.json says the version of ${name} for ${target}`,
      );
    return {
      type,
      'bom-ref': `${name}@${version}#${target}`,
      name,
      version,
      licenses: [{ expression: license }],
      ...(source.sha256 === undefined ? {} : { hashes: [{ alg: 'SHA-256', content: source.sha256 }] }),
      properties: [
        { name: 'distq:executable', value: target },
        // The hash is that of the package, from which the file is taken.
        ...(source.package === undefined ? [] : [{ name: 'distq:package', value: source.package }]),
        // Made by jlink from that JDK.
        ...(source.jdk === undefined ? [] : [{ name: 'distq:jdk', value: source.jdk }]),
      ],
    };
  };
  return [
    of('node', 'platform', 'MIT', node),
    of('openjdk', 'platform', 'GPL-2.0-only WITH Classpath-exception-2.0', java),
    of('hazelcast', 'library', 'Apache-2.0', hazelcast),
    ...(payload === undefined ? [] : [packed(target, payload)]),
  ];
}

/** Java, Hazelcast and the class cache, as they are in the executable. */
function packed(target, { sha256 }) {
  return {
    type: 'file',
    'bom-ref': `payload#${target}`,
    name: 'payload.zst',
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    properties: [{ name: 'distq:executable', value: target }],
  };
}
