import { Field, Input } from "@fluentui/react-components";
import { useState } from "react";
import type { OwnScenario } from "../../../model/types";
import { useTexts } from "../../language";
import { texts } from "./texts";

/** What is typed of how a scenario goes on after its last year, as its row has it. */
export function useGoingOn(own?: OwnScenario) {
  const [until, setUntil] = useState(String(own?.until ?? ""));
  const [beyond, setBeyond] = useState(own?.beyond ?? "");
  const year = until.normalize("NFKC").trim();
  const said = year === "" ? { until: null, beyond: "" } : { until: Number(year), beyond: beyond.trim() };
  return { until, setUntil, beyond, setBeyond, said };
}

/** Until when it does, and by what. */
export function GoingOn({ until, setUntil, beyond, setBeyond }: ReturnType<typeof useGoingOn>) {
  const say = useTexts(texts);
  return (
    <>
      <Field label={say("until")} hint={say("untilHint")}>
        <Input inputMode="numeric" value={until} onChange={(_, { value }) => setUntil(value)} />
      </Field>
      <Field label={say("how")} hint="constant, constant 3%, fade 2%, logistic 5000">
        <Input value={beyond} placeholder="constant" onChange={(_, { value }) => setBeyond(value)} />
      </Field>
    </>
  );
}
