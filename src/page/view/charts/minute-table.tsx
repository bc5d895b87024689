import { useState } from 'preact/hooks';
import type { ChartColumns } from './chart-columns.ts';
import { minuteRows } from './minute-rows.ts';
import type { ChartLine } from './chart-line.ts';
import { valueText } from './value-text.ts';

interface MinuteTableProps {
  title: string;
  unit: string;
  lines: readonly ChartLine[];
  columns: ChartColumns;
}

/** A chart as a table, for those who cannot see it. */
export function MinuteTable({ title, unit, lines, columns }: MinuteTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  const values = lines.map(({ column }) => columns.values(column));
  return (
    <details
      class="as-table"
      onToggle={({ currentTarget }) => {
        setIsOpen(currentTarget.open);
      }}
    >
      <summary>
        As a table<span class="unseen">: {title}</span>
      </summary>
      {isOpen && (
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {lines.map(({ column, label }) => (
                <th key={column} scope="col" class="number">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {minuteRows(columns.seconds, values).map((row) => (
              <tr key={row.at}>
                <th scope="row">{new Date(row.at * 1000).toLocaleTimeString('en-GB')}</th>
                {row.values.map((value, index) => (
                  <td key={lines[index]?.column} class="number">
                    {valueText(value, unit)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
