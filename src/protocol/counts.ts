/** Items or entries that a member owns, and that it holds as backups. */
export interface Counts {
  owned: number;
  backup: number;
}
