import { levels } from './parse-line.ts';
import type { LineFilter } from './select-lines.ts';

interface LogFiltersProps {
  filter: LineFilter;
  processes: readonly string[];
  onChange: (filter: LineFilter) => void;
}

export function LogFilters({ filter, processes, onChange }: LogFiltersProps) {
  return (
    <div class="filters" role="search" aria-label="Filter of log lines">
      <label>
        Text
        <input
          type="search"
          value={filter.text}
          onInput={({ currentTarget: { value } }) => {
            onChange({ ...filter, text: value });
          }}
        />
      </label>
      <label>
        Process
        <select
          value={filter.process}
          onChange={({ currentTarget: { value } }) => {
            onChange({ ...filter, process: value });
          }}
        >
          <option value="">all</option>
          {processes.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        Level
        <select
          value={filter.level}
          onChange={({ currentTarget: { value } }) => {
            onChange({ ...filter, level: levels.find((level) => level === value) ?? '' });
          }}
        >
          <option value="">all</option>
          {levels.map((level) => (
            <option key={level} value={level}>
              {level === 'fatal' ? level : `${level} and worse`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
