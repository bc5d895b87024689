/** Items or entries that a member holds itself, and that it holds as backups of others. */
export interface Counts {
  owned: number;
  backup: number;
}
