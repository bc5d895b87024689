import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InvalidFileError } from '../foundation/errors/errors.ts';
import type { ServiceSpec, Topology } from './topology.ts';

/**
 * The topology with absolute working directories, because it may be started from another directory.
 * @param file its name in messages; its directories are relative to it
 * @param directory to which `file` is relative
 * @throws InvalidFileError that names each one that is not a directory
 */
export async function withDirectories(
  topology: Topology,
  file: string,
  directory: string,
): Promise<Topology> {
  const base = dirname(resolve(directory, file));
  const services = Object.entries(topology.services).map(([name, spec]) => {
    return [name, spec.cwd === undefined ? spec : { ...spec, cwd: resolve(base, spec.cwd) }] as const;
  });
  await assertDirectories(services, file);
  return { ...topology, services: Object.fromEntries(services) };
}

async function assertDirectories(
  services: readonly (readonly [string, ServiceSpec])[],
  file: string,
): Promise<void> {
  const checked = await Promise.all(
    services.map(async ([name, { cwd }]) =>
      cwd === undefined || (await isDirectory(cwd))
        ? []
        : [`${file}: services.${name}.cwd: ${cwd} is not a directory`],
    ),
  );
  const problems = checked.flat();
  if (problems.length === 0) return;
  throw new InvalidFileError(problems.join('\n'), {
    hint: 'a relative cwd is relative to the topology file',
  });
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
