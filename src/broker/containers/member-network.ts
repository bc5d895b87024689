import { z } from 'zod';
import type { AskOptions } from '../../foundation/processes/ask-program.ts';
import { MachineLacksError, NotReadyError } from '../../foundation/errors/errors.ts';
import { askDocker } from './docker-cli.ts';
import { addressesIn } from './addresses-in.ts';
import { projectLabel } from './project.ts';

type Asking = Pick<AskOptions, 'env' | 'signal'>;

/** How often another program may take the subnet that was free a moment ago. */
const attempts = 5;

/** A network for members alone: it leads nowhere else, and each of them has an address that stays the same. */
export interface MemberNetwork {
  name: string;
  /** By member. */
  addresses: ReadonlyMap<string, string>;
}

/**
 * Creates the network of a project. `removeProject` removes it.
 * @throws NotReadyError if the engine does not create it; MachineLacksError if it has no room for these members; the
 * signal's reason if aborted
 */
export async function createMemberNetwork(
  project: string,
  members: readonly string[],
  options: Asking,
): Promise<MemberNetwork> {
  const name = `${project}_members`;
  let problem = '';
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const subnet = await findFreeSubnet(name, project, options);
    const addresses = addressesIn(subnet, members.length);
    if (addresses === undefined)
      throw new MachineLacksError(
        `the engine gives networks the subnet ${subnet}, which is too small for ${members.length} members`,
        { hint: 'see `default-address-pools` in the configuration of the engine' },
      );
    const created = await createNetwork(name, project, ['--subnet', subnet], options);
    if (created.ok)
      return { name, addresses: new Map(members.map((member, index) => [member, addresses[index] ?? ''])) };
    problem = created.problem;
    if (!/overlaps/i.test(problem)) break;
  }
  throw notCreated(name, problem);
}

const ipam = z.array(z.object({ Subnet: z.string() }));

/**
 * The engine knows its own networks and the routes of its machine, but takes fixed addresses only for a subnet that it
 * was given. So it is asked which one it would choose.
 */
async function findFreeSubnet(name: string, project: string, options: Asking): Promise<string> {
  const created = await createNetwork(name, project, [], options);
  if (!created.ok) throw notCreated(name, created.problem);
  const { ok, stdout, problem } = await askDocker(
    ['network', 'inspect', '--format', '{{json .IPAM.Config}}', name],
    options,
  );
  const removed = await askDocker(['network', 'rm', name], options);
  options.signal?.throwIfAborted();
  if (!ok || !removed.ok) throw notCreated(name, ok ? removed.problem : problem);
  const subnet = ipam.parse(JSON.parse(stdout)).find(({ Subnet }) => !Subnet.includes(':'))?.Subnet;
  if (subnet === undefined) throw notCreated(name, 'the engine gives it no IPv4 subnet');
  return subnet;
}

async function createNetwork(name: string, project: string, args: string[], options: Asking) {
  const label = `${projectLabel}=${project}`;
  const answer = await askDocker(
    ['network', 'create', '--internal', '--label', label, ...args, name],
    options,
  );
  options.signal?.throwIfAborted();
  return answer;
}

function notCreated(name: string, problem: string): NotReadyError {
  return new NotReadyError(`the network ${name} could not be created: ${problem}`, {
    hint: 'remove networks that nothing uses any more: docker network prune',
  });
}

/**
 * Takes a container off the network. What it sends to others, and they to it, is lost from then on, as with a pulled
 * cable: open connections stay open, and new ones get no answer.
 * @throws NotReadyError if the engine does not do it
 */
export async function leaveNetwork(network: string, container: string, options: Asking): Promise<void> {
  const { ok, problem } = await askDocker(['network', 'disconnect', network, container], options);
  if (!ok && !/is not connected/i.test(problem)) throw notChanged(container, network, problem);
}

/** Puts a container back on the network, at its address. @throws NotReadyError if the engine does not do it */
export async function joinNetwork(
  network: string,
  container: string,
  address: string,
  options: Asking,
): Promise<void> {
  const { ok, problem } = await askDocker(
    ['network', 'connect', '--ip', address, network, container],
    options,
  );
  if (!ok && !/already exists in network/i.test(problem)) throw notChanged(container, network, problem);
}

function notChanged(container: string, network: string, problem: string): NotReadyError {
  return new NotReadyError(`container ${container} stays as it is in network ${network}: ${problem}`);
}
