interface NumberFieldProps {
  label: string;
  /** The largest; the smallest is 1. */
  most: number;
  value: number;
  onChange: (value: number) => void;
}

/** A field for a whole number. */
export function NumberField({ label, most, value, onChange }: NumberFieldProps) {
  return (
    <label>
      {label}
      <input
        type="number"
        min="1"
        max={most}
        value={value}
        onInput={({ currentTarget: { valueAsNumber } }) => {
          onChange(Math.min(most, Math.max(1, Math.round(valueAsNumber) || 1)));
        }}
      />
    </label>
  );
}
