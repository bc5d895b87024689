import type { RunShown } from '../../../protocol/run/run-progress.ts';

/** What a step showed. */
export function ShownParts({ shown, label }: { shown: readonly RunShown[]; label: string }) {
  return (
    <>
      {shown.map((part, index) =>
        part.kind === 'text' ? (
          <p key={index} class="run-text">
            {part.text}
          </p>
        ) : (
          <ShownTable key={index} table={part} label={label} />
        ),
      )}
    </>
  );
}

function ShownTable({ table, label }: { table: Extract<RunShown, { kind: 'table' }>; label: string }) {
  const { columns, rows } = table;
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={label}>
      <table class="run-table">
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" class={isNumber ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={column} class={columns[column]?.isNumber === true ? 'number' : undefined}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
