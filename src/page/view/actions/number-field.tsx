interface NumberFieldProps {
  label: string;
  /** The largest; the smallest is 1. */
  most: number;
  /** null: none, the field is empty. */
  value: number | null;
  onChange: (value: number | null) => void;
  /** Shown while it is empty. */
  placeholder?: string;
}

/** A field for a whole number. */
export function NumberField({ label, most, value, onChange, placeholder }: NumberFieldProps) {
  return (
    <label>
      {label}
      <input
        type="number"
        min="1"
        max={most}
        value={value ?? ''}
        placeholder={placeholder}
        onInput={({ currentTarget: { valueAsNumber } }) => {
          onChange(
            Number.isNaN(valueAsNumber) ? null : Math.min(most, Math.max(1, Math.round(valueAsNumber))),
          );
        }}
      />
    </label>
  );
}
