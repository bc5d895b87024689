const line = '='.repeat(80);

/** Contents of the executables only; the SBOM of a release lists the versions. */
const carried = `The executables (not the npm package) also carry:

- Node.js: MIT; with it V8, OpenSSL, ICU and others under licenses of their own, all in the file LICENSE of Node.js.
- A Java runtime built from OpenJDK: GNU General Public License, version 2, with the Classpath Exception. Its texts are in the runtime's own
  directory legal/; its source is that of the OpenJDK release of the same version.
- Hazelcast: Apache License 2.0; the text is below, with hazelcast-client.`;

/**
 * The notice that comes with every copy of the program.
 * @param {import('./bundled-packages.js').BundledPackage[]} packages
 */
export function thirdPartyLicenses(packages) {
  const parts = packages.map(({ name, version, license, holder, texts }) => {
    const text =
      texts.length > 0
        ? texts.join('\n\n')
        : `Copyright ${holder ?? `the authors of ${name}`}; licensed under ${license}. The package ships no text of its own.`;
    return `${line}\n${name} ${version}: ${license}\n${line}\n\n${text}\n`;
  });
  return [
    'distq is licensed under MIT (see LICENSE). Copies of it contain the following third-party software.',
    carried,
    ...parts,
  ].join('\n\n');
}
