/** A stretch of time in ms since the epoch. */
export interface Period {
  fromMs: number;
  toMs: number;
}
