import type { RuntimeName } from '../../../topology/cluster-schema.ts';
import type { ClusterSpec } from '../../../topology/topology.ts';
import type { Finding, MachineInspection } from '../../contract/machine-need.ts';
import type { RuntimeChoice } from '../../contract/runtime-choice.ts';
import { decideRuntime } from '../runtime/choose-runtime.ts';

export interface MemberFindings {
  java: Finding;
  jar: Finding;
  engine: Finding;
  compose: Finding;
  /** Of the members. */
  image: Finding;
}

/** Measured: resident size of a member beside its heap. */
const memberOverheadBytes = 100 * 1024 * 1024;

/** Which runtime the members would have, what each runtime needs, and how much memory a member takes. Pure. */
export function judgeMachine(
  { java, jar, engine, compose, image }: MemberFindings,
  { runtime, heapMb }: Pick<ClusterSpec, 'runtime' | 'heapMb'>,
): MachineInspection {
  return {
    runtime: chooseFrom(runtime, { java, engine, compose, image }),
    needs: [
      { name: 'Java', finding: java, requiredBy: 'jvm' },
      { name: 'Hazelcast jar', finding: jar, requiredBy: null },
      { name: 'Docker engine', finding: engine, requiredBy: 'docker' },
      { name: 'Docker Compose', finding: compose, requiredBy: 'docker' },
      { name: 'Hazelcast image', finding: image, requiredBy: null },
    ],
    memberBytes: heapMb * 1024 * 1024 + memberOverheadBytes,
  };
}

function chooseFrom(
  runtime: RuntimeName,
  { java, engine, compose, image }: Omit<MemberFindings, 'jar'>,
): RuntimeChoice {
  if (runtime !== 'auto') return { runtime, because: 'set by the topology' };
  const choice = decideRuntime({
    engine: 'found' in engine,
    compose: 'found' in compose,
    image: 'found' in image,
    java: 'found' in java,
  });
  return { ...choice, because: `chosen by auto, because ${choice.because}` };
}
