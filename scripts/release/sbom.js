import { randomUUID } from 'node:crypto';

/**
 * What a release is made of, as a document of CycloneDX 1.6 (JSON): the packages in the bundle, and what each executable carries beside it.
 * @param {{version: string, hazelcast: string, packages: object[], targets: object, at: Date}} contents packages: see
 *   `bundledPackages`; targets: as in packaging/targets.json, those for which there is an executable
 */
export function sbom({ version, hazelcast, packages, targets, at }) {
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
      ...Object.entries(targets).flatMap(([target, pinned]) => carried(target, pinned, hazelcast)),
    ],
  };
}

function npmPackage({ name, version, license }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { type: 'library', 'bom-ref': purl, name, version, purl, licenses: [{ expression: license }] };
}

function carried(target, { node, java }, hazelcast) {
  const of = (name, type, version, license, source) => {
    if (version === undefined)
      throw new Error(`packaging/targets.json says no version of ${name} for ${target}`);
    return {
      type,
      'bom-ref': `${name}@${version}#${target}`,
      name,
      version,
      licenses: [{ expression: license }],
      ...(source?.sha256 === undefined ? {} : { hashes: [{ alg: 'SHA-256', content: source.sha256 }] }),
      properties: [
        { name: 'distq:executable', value: target },
        // The hash is that of the package, from which the file is taken.
        ...(source?.package === undefined ? [] : [{ name: 'distq:package', value: source.package }]),
      ],
    };
  };
  return [
    of('node', 'platform', node?.version, 'MIT', node),
    of('openjdk', 'platform', java?.version, 'GPL-2.0-only WITH Classpath-exception-2.0', java),
    of('hazelcast', 'library', hazelcast, 'Apache-2.0'),
  ];
}
