const placeholders = [`stamped_releases=''`, `$stampedReleases = ''`];

/**
 * The text of an installer with the address of its downloads.
 * @param {string} script
 * @param {string} address of the releases, http or https
 */
export function stampAddress(script, address) {
  if (!/^https?:\/\/[\w.:/~-]+$/.test(address))
    throw new Error(`not a valid address of releases: ${address}`);
  const placeholder = placeholders.find((each) => script.includes(`\n${each}\n`));
  if (placeholder === undefined)
    throw new Error(`the installer has no line for the address: ${placeholders.join(' or ')}`);
  return script.replace(placeholder, () => placeholder.replace(`''`, `'${address.replace(/\/$/, '')}'`));
}
