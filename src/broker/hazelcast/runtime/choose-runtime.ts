import type { MachineAccess, RuntimeDecision } from '../../contract/broker.ts';
import type { RuntimeChoice } from '../../contract/runtime-choice.ts';
import type { RuntimeName } from '../../../topology/cluster-schema.ts';
import type { ClusterSpec } from '../../../topology/topology.ts';
import { composeVariables, memberImage } from '../docker/compose-file.ts';
import { findComposeTool } from '../../containers/compose-tool.ts';
import { findEngine, hasImage } from '../../containers/engine.ts';
import { executablePayload } from '../embedded/executable-payload.ts';
import { findJava } from '../jvm/java.ts';

/** What this machine has for `auto` to choose from. */
export interface RuntimeFacts {
  /** A Docker engine answers. */
  engine: boolean;
  compose: boolean;
  /** The engine has the image of the members. */
  image: boolean;
  /** undefined: not looked for, since it makes no difference. */
  java: boolean | undefined;
}

/**
 * What `auto` takes: containers where they can start at once, else Java processes, else containers whose image is to be pulled. Pure.
 * Where there is nothing it says `jvm`, which then fails with what is missing.
 */
export function decideRuntime({ engine, compose, image, java }: RuntimeFacts): RuntimeChoice {
  if (engine && compose && image)
    return { runtime: 'docker', because: 'a Docker engine answers and has the image' };
  const lacking = engine
    ? compose
      ? 'the image of the members is not here'
      : 'there is no Docker Compose'
    : 'no Docker engine answers';
  if (java === undefined) return { runtime: 'jvm', because: lacking };
  if (java) return { runtime: 'jvm', because: `${lacking}, and there is a Java` };
  if (engine && compose)
    return { runtime: 'docker', because: 'there is no Java; the image is pulled at the first start' };
  return { runtime: 'jvm', because: `${lacking}, and there is no Java either` };
}

/**
 * The runtime that a name stands for on this machine; `because` is undefined where it was asked for.
 * @throws the signal's reason if aborted.
 */
export async function chooseRuntime(
  name: RuntimeName,
  cluster: ClusterSpec,
  { env, signal }: MachineAccess,
): Promise<RuntimeDecision> {
  if (name !== 'auto') return { runtime: name, because: undefined };
  if (cluster.links !== 'direct' && (await hasJava({ env, signal })))
    return {
      runtime: 'jvm',
      because: 'links between Java processes can also be slow, or cut in one direction',
    };
  const facts = await gatherRuntimeFacts(cluster, { env, signal });
  signal?.throwIfAborted();
  return decideRuntime(facts);
}

/** What costs time is only looked for where it makes a difference. */
async function gatherRuntimeFacts(
  cluster: ClusterSpec,
  { env, signal }: MachineAccess,
): Promise<RuntimeFacts> {
  const engine = 'found' in (await findEngine({ env, signal }));
  if (!engine) return { engine, compose: false, image: false, java: undefined };
  const [compose, image] = await Promise.all([
    findComposeTool({ env, signal }).then((tool) => tool !== undefined),
    hasImage(memberImage({ ...env, ...composeVariables(cluster) }), { env, signal }),
  ]);
  const java = compose && image ? undefined : await hasJava({ env, signal });
  return { engine, compose, image, java };
}

async function hasJava({ env, signal }: MachineAccess): Promise<boolean> {
  if (executablePayload() !== undefined) return true;
  return findJava(env, signal).then(
    () => true,
    () => false,
  );
}
