import { Field, Select } from "@fluentui/react-components";
import { Fragment, type ReactNode } from "react";
import { ModelContext, useEditing, useModels } from "../context";
import { useLanguage, useTexts } from "../language";
import { useLayout } from "./layout";
import { texts } from "./texts";

/** What is shown of one report, with the choice of which where the workbook has several. */
export function OfReport({ children }: { readonly children: ReactNode }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const { report: chosen, chooseReport } = useEditing();
  const models = useModels();
  const model = models.find(({ report }) => report.id === chosen) ?? models[0]!;
  const { id } = model.report;
  return (
    <div className={layout.view}>
      {models.length > 1 && (
        <Field label={say("report")}>
          <Select value={id} onChange={(_, { value }) => chooseReport(value)}>
            {models.map(({ report }) => (
              <option key={report.id} value={report.id}>
                {report.title[language]}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <ModelContext.Provider value={model}>
        <Fragment key={id}>{children}</Fragment>
      </ModelContext.Provider>
    </div>
  );
}
