import { ChevronDown } from 'lucide-react';
import {
  Button,
  ComboBox as AriaComboBox,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import { FieldFoot, FieldLabel, type FieldShell } from './text-field.tsx';

export interface CodeChoice {
  readonly id: string;
  readonly label: string;
  /** Shown at the right and searched as well. */
  readonly code?: string;
  readonly swatch?: string;
  /** Steps of indentation in the list. */
  readonly depth?: number;
}

const matches = (text: string, input: string): boolean => text.toLowerCase().includes(input.toLowerCase());

/** A searchable choice from a long list: label and code are both searched. */
export function Combobox(
  props: FieldShell & {
    readonly choices: readonly CodeChoice[];
    readonly value: string | null;
    readonly onChange: (id: string | null) => void;
    readonly openLabel: string;
    readonly emptyLabel: string;
    readonly placeholder?: string;
    readonly hideLabel?: boolean;
    readonly readOnly?: boolean;
    readonly disabled?: boolean;
  },
) {
  const { choices, value, onChange, hideLabel, readOnly } = props;
  const state = `${props.error === undefined ? '' : ' bad'}${readOnly ? ' ro' : ''}`;
  return (
    <AriaComboBox
      className="field"
      defaultItems={choices}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      defaultFilter={matches}
      menuTrigger="focus"
      allowsEmptyCollection
      isReadOnly={readOnly ?? false}
      isDisabled={props.disabled ?? false}
      isInvalid={props.error !== undefined}
      isRequired={props.required ?? false}
      validationBehavior="aria"
      {...(hideLabel ? { 'aria-label': props.label } : {})}
    >
      {hideLabel ? null : <FieldLabel {...props} />}
      <div className={`in${state}`}>
        <Input placeholder={props.placeholder ?? ''} spellCheck={false} />
        <Button className="drop" aria-label={props.openLabel}>
          <ChevronDown className="i" />
        </Button>
      </div>
      <FieldFoot {...props} />
      <Popover className="pop" offset={4}>
        <ListBox renderEmptyState={() => <div className="item mut">{props.emptyLabel}</div>}>
          {(choice: CodeChoice) => (
            <ListBoxItem
              id={choice.id}
              textValue={choice.code === undefined ? choice.label : `${choice.label} ${choice.code}`}
              className="item"
              style={{ paddingLeft: 10 + 12 * (choice.depth ?? 0) }}
            >
              {choice.swatch === undefined ? null : (
                <span className="swatch" style={{ background: choice.swatch }} />
              )}
              {choice.label}
              {choice.code === undefined ? null : <span className="code">{choice.code}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
