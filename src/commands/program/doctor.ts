import { Flags } from '@oclif/core';
import type { ChalkInstance } from 'chalk';
import { ExitCode, NothingRunningError } from '../../foundation/errors/errors.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { renderTable } from '../../terminal/table.ts';
import { BaseCommand } from '../frame/base.ts';
import { completes } from '../frame/completes.ts';
import type { DoctorDocument } from '../frame/documents.ts';
import { canStart, checkMachine, type MachineCheck } from '../machine/machine-check.ts';
import type { OwnParts } from '../machine/machine-facts.ts';

export class Doctor extends BaseCommand {
  static override description =
    'Shows the runtime that would be used and why, and checks Java, the Hazelcast jar, Docker, memory, and whether the ports of the topology are free. Gives a remedy for each problem. Exits with 6 if the topology could not start. Starts and downloads nothing.';
  static override examples = [
    { command: 'distq doctor', description: 'Could the lab start here?' },
    {
      command: 'distq doctor --topology ./my.yaml --json',
      description: 'Check a topology file of your own',
    },
  ];
  static override flags = {
    topology: Flags.string({
      char: 't',
      description: 'the topology to check',
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
    const own = await this.#ownParts(flags.session);
    const checks = checkMachine(await gatherMachineFacts(topology, own, process.env));
    const ok = canStart(checks);
    this.print<DoctorDocument>(flags.json, { topology: topology.name, canStart: ok, checks }, () =>
      renderChecks(topology.name, checks, coloursFor('stdout')),
    );
    if (!ok) process.exitCode = ExitCode.machineLacks;
  }

  async #ownParts(session: string): Promise<OwnParts> {
    try {
      const { services, members } = await this.withSession(session, (running) => running.status());
      const parts = [
        ...services,
        ...members.map(({ pid, address }) => ({ pid, port: Number(address.split(':').at(-1)) })),
      ];
      const running = parts.flatMap(({ pid, port }) => (pid === null ? [] : [{ pid, port }]));
      return {
        pids: new Set(running.map(({ pid }) => pid)),
        ports: new Set(running.map(({ port }) => port)),
      };
    } catch (error) {
      if (error instanceof NothingRunningError) return { pids: new Set(), ports: new Set() };
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
    ? colours.green(`${topology} can start on this machine`)
    : colours.red(`${topology} cannot start on this machine`);
  return `${renderTable([{ title: '' }, { title: 'CHECK' }, { title: 'FOUND' }], rows)}\n${verdict}\n`;
}
