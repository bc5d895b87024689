import { Flags } from '@oclif/core';
import type { ChalkInstance } from 'chalk';
import { ExitCode, NothingRunningError } from '../../foundation/errors/errors.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { renderTable } from '../../terminal/table.ts';
import { BaseCommand } from '../frame/base.ts';
import { completes } from '../frame/completes.ts';
import type { DoctorDocument } from '../frame/documents.ts';
import { canStart, checkMachine, type MachineCheck } from '../machine/machine-check.ts';

export class Doctor extends BaseCommand {
  static override description =
    'What the members would run as and why, Java, the Hazelcast jar, Docker, memory, and the ports of the topology with whoever holds them; for each that is missing, what helps. Exits with 6 if the topology could not start. Starts and downloads nothing.';
  static override examples = [
    { command: 'distq doctor', description: 'Could the lab start here?' },
    {
      command: 'distq doctor --topology ./my.yaml --json',
      description: 'Look with the eyes of a file of your own',
    },
  ];
  static override flags = {
    topology: Flags.string({
      char: 't',
      description: 'for which topology',
      helpValue: 'NAME|FILE',
      ...completes('topology'),
      default: 'lab',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    const { findTopology } = await import('../../topology/builtin-topologies.ts');
    const { gatherMachineFacts } = await import('../machine/machine-facts.ts');
    const { topology } = await findTopology(flags.topology, process.cwd());
    const ownPorts = await this.#ownPorts(flags.session);
    const checks = checkMachine(await gatherMachineFacts(topology, ownPorts, process.env));
    const ok = canStart(checks);
    this.print<DoctorDocument>(flags.json, { topology: topology.name, canStart: ok, checks }, () =>
      renderChecks(topology.name, checks, coloursFor('stdout')),
    );
    if (!ok) process.exitCode = ExitCode.machineLacks;
  }

  async #ownPorts(session: string): Promise<Set<number>> {
    try {
      const { services, members } = await this.withSession(session, (running) => running.status());
      const parts = [
        ...services,
        ...members.map(({ pid, address }) => ({ pid, port: Number(address.split(':').at(-1)) })),
      ];
      return new Set(parts.flatMap(({ pid, port }) => (pid === null ? [] : [port])));
    } catch (error) {
      if (error instanceof NothingRunningError) return new Set();
      throw error;
    }
  }
}

function renderChecks(topology: string, checks: readonly MachineCheck[], colours: ChalkInstance): string {
  const marks = { ok: colours.green('✔'), warning: colours.yellow('!'), missing: colours.red('✖') };
  const rows = checks.flatMap(({ name, state, detail, remedy }) => [
    [marks[state], name, detail],
    ...(remedy === undefined ? [] : [['', '', colours.dim(remedy)]]),
  ]);
  const verdict = canStart(checks)
    ? colours.green(`${topology} can start here`)
    : colours.red(`${topology} could not start here`);
  return `${renderTable([{ title: '' }, { title: 'CHECK' }, { title: 'FOUND' }], rows)}\n${verdict}\n`;
}
