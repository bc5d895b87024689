import { dirname, isAbsolute, join } from 'node:path';
import { files } from 'built-in:scenarios';
import { InvalidFileError, UsageError } from '../../foundation/errors/errors.ts';
import type { Word } from '../../foundation/text/command-description.ts';
import { NamedFiles, isFilePath, type FileText, type KnownName } from '../../foundation/files/named-files.ts';
import type { Rule } from '../../foundation/yaml/finding.ts';
import { findTopology } from '../../topology/builtin-topologies.ts';
import { parseScenario } from './load-scenario.ts';
import { topologyFindings } from './topology-findings.ts';
import type { Scenario } from './scenario.ts';

const builtIn: ReadonlyMap<string, string> = new Map(files.map(({ name, text }) => [name, text]));

export interface FoundScenario extends FileText {
  scenario: Scenario;
  /** The name or file under which it was found. */
  nameOrFile: string;
}

export interface ScenarioEntry extends KnownName {
  title: string;
  topology: string;
  tags: string[];
  /** The problem of the file, if any. */
  problem: string | null;
}

/**
 * Finds a scenario by name or file; see `NamedFiles`. A topology file is relative to the scenario's folder, and in the
 * result relative to the directory.
 * @throws UsageError if there is none or it cannot be read; InvalidFileError with every problem, including those of the
 * topology
 */
export async function findScenario(nameOrFile: string, directory: string): Promise<FoundScenario> {
  const { file, text } = await scenarioFiles().find(nameOrFile, directory);
  const scenario = fromDirectory(parseScenario(text, file), file);
  const misfit = await misfitRule(scenario.topology, directory);
  parseScenario(text, file, [misfit]);
  return { scenario, file, text, nameOrFile };
}

function fromDirectory(scenario: Scenario, file: string): Scenario {
  const { topology } = scenario;
  if (!isFilePath(topology) || isAbsolute(topology)) return scenario;
  const path = join(dirname(file), topology);
  return { ...scenario, topology: isFilePath(path) ? path : `./${path}` };
}

/** A missing topology is reported at the line of the scenario that names it. */
async function misfitRule(topologyName: string, directory: string): Promise<Rule<Scenario>> {
  try {
    const { topology } = await findTopology(topologyName, directory);
    return (scenario) => topologyFindings(scenario, topology);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const hint = isFilePath(topologyName) ? 'a path in a scenario is relative to its folder' : error.hint;
    return () => [
      { path: ['topology'], message: `${error.message}${hint === undefined ? '' : `; ${hint}`}` },
    ];
  }
}

/** Every name that findScenario knows; a broken file is listed with its problem. */
export async function listScenarios(directory: string): Promise<ScenarioEntry[]> {
  const names = await scenarioFiles().names(directory);
  return Promise.all(names.map((known) => entryOf(known, directory)));
}

/** Every valid scenario that findScenario knows by name. */
export async function findAllScenarios(directory: string): Promise<FoundScenario[]> {
  const names = await scenarioFiles().names(directory);
  const found = names.map(({ name }) =>
    findScenario(name, directory).catch((error: unknown) => {
      if (error instanceof InvalidFileError || error instanceof UsageError) return [];
      throw error;
    }),
  );
  return (await Promise.all(found)).flat();
}

/** The built-in ones, independent of the working directory. */
export function builtInScenarios(): Word[] {
  return [...builtIn].map(([name, text]) => ({ word: name, description: parseScenario(text, name).title }));
}

function scenarioFiles(): NamedFiles {
  return new NamedFiles('scenario', 'scenarios', builtIn);
}

async function entryOf(known: KnownName, directory: string): Promise<ScenarioEntry> {
  try {
    const { scenario } = await findScenario(known.name, directory);
    return {
      ...known,
      title: scenario.title,
      topology: scenario.topology,
      tags: scenario.tags,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof InvalidFileError || error instanceof UsageError)) throw error;
    return { ...known, title: '', topology: '', tags: [], problem: error.message };
  }
}
