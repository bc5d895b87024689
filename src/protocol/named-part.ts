/** A name that commands accept: a service (all its instances), `cluster` (all members), an instance, or a member. */
export interface NamedPart {
  kind: 'service' | 'instance' | 'member';
  name: string;
}
