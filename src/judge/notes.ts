import type { LogLine, SessionStatus } from '../control/contract.ts';

/** What each member has at one moment; null: it did not answer. */
export interface MemberTable {
  when: string;
  queueOwner: string | null;
  rows: { member: string; state: string; queueOwned: number | null; queueBackups: number | null }[];
}

/** What was done and seen for one requirement. */
export interface Evidence {
  /** Sentences, in order. */
  did: string[];
  saw: string[];
  members: MemberTable[];
  /** Texts that each instance showed. */
  instances: Record<string, string[]>;
  lines: LogLine[];
}

/** Collects the evidence of one requirement while it is judged. */
export class Notes {
  readonly evidence: Evidence = { did: [], saw: [], members: [], instances: {}, lines: [] };

  did(text: string): void {
    this.evidence.did.push(text);
  }

  saw(text: string): void {
    this.evidence.saw.push(text);
  }

  members(when: string, { members, queue }: Pick<SessionStatus, 'members' | 'queue'>): void {
    if (members.length === 0) return;
    this.evidence.members.push({
      when,
      queueOwner: queue.owner,
      rows: members.map((member) => ({
        member: member.name,
        state: member.state,
        queueOwned: member.queue?.owned ?? null,
        queueBackups: member.queue?.backup ?? null,
      })),
    });
  }

  instances(sets: Readonly<Record<string, readonly string[]>>): void {
    for (const [name, texts] of Object.entries(sets)) this.evidence.instances[name] = [...texts];
  }
}
