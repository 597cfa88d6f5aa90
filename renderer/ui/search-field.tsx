import { Search, X } from 'lucide-react';
import { Button, Input, SearchField as AriaSearchField } from 'react-aria-components';

/** A one-line filter; Esc empties it. */
export function SearchField({
  label,
  value,
  onChange,
  clearLabel,
  width,
  id,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly clearLabel: string;
  readonly width?: number;
  readonly id?: string;
}) {
  return (
    <AriaSearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      className="field"
      style={width === undefined ? {} : { width }}
    >
      <div className="in short">
        <Search className="i" />
        <Input placeholder={label} spellCheck={false} {...(id === undefined ? {} : { id })} />
        {value === '' ? null : (
          <Button className="drop" aria-label={clearLabel}>
            <X className="i" />
          </Button>
        )}
      </div>
    </AriaSearchField>
  );
}
