import { Field, Select } from "@fluentui/react-components";
import type { Scope } from "../../workbook";
import { useTexts } from "../language";
import { texts } from "./texts";

export const SCOPES: readonly Scope[] = ["selection", "sheet", "workbook"];

interface Props {
  readonly label: string;
  readonly scope: Scope;
  readonly onChange: (scope: Scope) => void;
}

/** Which cells something is done to. */
export function ScopeField({ label, scope, onChange }: Props) {
  const say = useTexts(texts);
  return (
    <Field label={label}>
      <Select value={scope} onChange={(_, { value }) => onChange(value as Scope)}>
        {SCOPES.map((one) => (
          <option key={one} value={one}>
            {say(one)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
