/** What a command can name: all instances of a service (or all members: `cluster`), one instance, one member. */
export interface NamedPart {
  kind: 'service' | 'instance' | 'member';
  name: string;
}
