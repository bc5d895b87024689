import type { ColumnName } from './chart-columns.ts';

/** The charts show this much. */
export const windowSeconds = 600;

export interface ChartLine {
  column: ColumnName;
  label: string;
  /** Name of a variable of the styles. */
  colour: string;
  look: 'plain' | 'dashed' | 'dotted';
}
