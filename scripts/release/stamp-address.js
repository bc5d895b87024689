const placeholders = [`stamped_releases=''`, `$stampedReleases = ''`];

/**
 * The text of an installer that knows where it downloads from.
 * @param {string} script
 * @param {string} address of the releases, http or https
 */
export function stampAddress(script, address) {
  if (!/^https?:\/\/[\w.:/~-]+$/.test(address)) throw new Error(`not an address of releases: ${address}`);
  const placeholder = placeholders.find((each) => script.includes(`\n${each}\n`));
  if (placeholder === undefined)
    throw new Error(`the installer has no line for the address: ${placeholders.join(' or ')}`);
  return script.replace(placeholder, () => placeholder.replace(`''`, `'${address.replace(/\/$/, '')}'`));
}
