import { Button, Field, Input, makeStyles, Select, tokens } from "@fluentui/react-components";
import { DismissRegular, TableCellEditRegular } from "@fluentui/react-icons";
import type { ParameterHelp } from "../../../functions/help";
import { readCall } from "../../../functions/call";
import { Refusal } from "../../../functions/outcome";
import type { Parameter } from "../../../functions/parameter";
import { useSetting } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { colorInput } from "../../theme";
import { argumentValue, isExpression, type Setting } from "./call";
import { choicesFor, type Choice } from "./choices";
import { texts } from "./texts";

const useStyles = makeStyles({
  row: { display: "flex", gap: tokens.spacingHorizontalXS },
  input: { flexGrow: 1, width: 0, minWidth: 0, "& input, & select": { color: colorInput } },
});

interface Props {
  readonly parameter: Parameter;
  readonly help: ParameterHelp;
  readonly setting: Setting;
  readonly onChange: (setting: Setting) => void;
  /** Absent outside Excel. */
  readonly picking?: boolean | undefined;
  readonly onPick?: (() => void) | undefined;
}

/** One argument: a list to choose from or a text, or cells picked from the sheet. */
export function ArgumentField({ parameter, help, setting, onChange, picking = false, onPick }: Props) {
  const say = useTexts(texts);
  const language = useLanguage();
  const styles = useStyles();
  const given = useSetting();
  const choices = choicesFor(parameter, given.main, language);
  const fromList = choices !== null && !isExpression(setting);
  const value = argumentValue(parameter, setting);
  const read = value === undefined || value === null ? null : readCall({ parameters: [parameter] }, given, [value]);
  const problem = read instanceof Refusal ? read.message()?.[language] : undefined;
  const label = parameter.optional ? say("optional", { name: parameter.name }) : parameter.name;
  const hint = [help.summary[language], help.unit?.[language]].filter(Boolean).join(" · ");
  return (
    <Field
      label={label}
      required={!parameter.optional}
      hint={picking ? say("picking") : hint}
      validationState={problem ? "error" : "none"}
      validationMessage={problem}
    >
      {(field) => (
        <div className={styles.row}>
          {fromList ? (
            <Select {...field} className={styles.input} value={setting} onChange={(_, { value }) => onChange(value)}>
              <option value="">{say(parameter.optional ? "none_chosen" : "choose")}</option>
              <Options choices={choices} setting={setting} />
            </Select>
          ) : (
            <Input
              {...field}
              className={styles.input}
              value={setting}
              spellCheck={false}
              onChange={(_, { value }) => onChange(value)}
            />
          )}
          {choices && !fromList && (
            <Button
              appearance="subtle"
              aria-label={say("clear")}
              title={say("clear")}
              icon={<DismissRegular />}
              onClick={() => onChange("")}
            />
          )}
          {onPick && (
            <Button
              appearance={picking ? "primary" : "subtle"}
              aria-label={say("pick", { name: parameter.name })}
              title={say("pick", { name: parameter.name })}
              aria-pressed={picking}
              icon={<TableCellEditRegular />}
              onClick={onPick}
            />
          )}
        </div>
      )}
    </Field>
  );
}

/** The choices under their headings, with what is set although it isn't one of them, such as a name instead of an id. */
function Options({ choices, setting }: { readonly choices: readonly Choice[]; readonly setting: Setting }) {
  const headings = [...new Set(choices.map(({ group }) => group))];
  const isKnown = setting === "" || choices.some(({ value }) => value === setting);
  return (
    <>
      {!isKnown && <option value={setting}>{setting}</option>}
      {headings.map((heading) => {
        const options = choices
          .filter(({ group }) => group === heading)
          .map(({ value, label }) => (
            <option key={value} value={value}>
              {label === value ? label : `${label} (${value})`}
            </option>
          ));
        return heading === undefined ? (
          options
        ) : (
          <optgroup key={heading} label={heading}>
            {options}
          </optgroup>
        );
      })}
    </>
  );
}
