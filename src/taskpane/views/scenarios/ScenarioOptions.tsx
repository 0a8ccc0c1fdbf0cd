import { useModel } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { texts } from "./texts";

const kinds = ["own", "published", "built"] as const;

/** Every scenario, under what it is. */
export function ScenarioOptions() {
  const say = useTexts(texts);
  const language = useLanguage();
  const { scenarios } = useModel();
  return kinds.map((kind) => {
    const options = scenarios.filter((scenario) => scenario.kind === kind);
    return (
      options.length > 0 && (
        <optgroup key={kind} label={say(kind)}>
          {options.map(({ id, name }) => (
            <option key={id} value={id}>
              {name[language]}
            </option>
          ))}
        </optgroup>
      )
    );
  });
}
