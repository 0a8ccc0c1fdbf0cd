/** The page about the formulas, from their definitions; every result in it is calculated. */
import { documentedFormulas, type DocumentedFormula } from "../../src/functions/formulas";
import { formulaText, type Example } from "../../src/functions/help";
import type { Language } from "../../src/functions/language";
import { loadAnalyses } from "../../src/functions/analyses";
import { calculator } from "../../src/functions/run";
import { settingOf, type Setting } from "../../src/functions/setting";
import { createModel } from "../../src/model";
import { builtInReport } from "../../src/report";

const MOST_ROWS = 8;

const texts = {
  title: { en: "Formulas", zh: "公式" },
  generated: {
    en: "Generated from the definitions in `src/functions/formulas` by `npm run docs`; the results are calculated with the built-in report.",
    zh: "由 `npm run docs` 根据 `src/functions/formulas` 中的定义生成；结果均以内置报告实算。",
  },
  intro: {
    en: [
      "Arguments in `[brackets]` are optional: blank, missing or `null` means the default.",
      "A value formula takes a range in any argument and gives a range back, combined as native functions combine them; a range that is too short for the others gives `#N/A` where it doesn't reach. A table formula spills, with a header row.",
      "A year can be written as 2027, `2027E`, `2027F`, `2027A`, `FY2027`, `FY27` or `2027年`. Names are accepted wherever an id is, in English, 简体 and 繁體.",
      "Several reports can be in a workbook, one of them the main one. A plain name is the main report's; before a name of another stand its id and a colon: `eu-heat-pumps:base`. What the main report itself calls so goes first. A scenario of another report brings its segments and drivers with it; without a scenario its `base` is taken, without a unit its own. One call takes names of one report, but for the scenarios of `CONSENSUS` and `TABLE`, which then are in the main report's unit or the one asked for. With nothing after the colon `TABLE` and `AUDIT` are the whole of another report's; `LIST(\"eu-heat-pumps:scenarios\")` lists its names as formulas take them, `LIST(\"reports\")` the reports. Exchange rates, prices and `period.` assumptions hold for all reports; other assumptions and own scenarios are the main one's. Formulas with names of another report have no native form: detached cells keep their values.",
      "A plain year is the report's own, `CY2027` the calendar's, `FY2027` and `FY2026/27` the workbook's, whose last month is the assumption `period.year-end`: at first the report's, and then both are the plain year. A year of another kind is put together from the months of the report's years that it overlaps. `2027H1` and `2027Q3` are parts of a year, also of `FY2027`: of money and of what comes in a year they take `period.q1` to `period.q4`, at first a quarter each; levels and rates are the year's own. Growth takes whole years, analyses and tables over years the report's own. Detached, `FY`, `CY`, halves and quarters are native formulas over the years; ranks and concentrations over them, and money at rates that differ between those years, keep their values.",
      "Nothing is extrapolated but a scenario of the workbook's own that asks for it: in the table `MarketScenarios`, Until is a year, and Beyond says how its size goes on after its last: `constant`, by the growth of the last year; `constant 3%`, by that a year; `fade 2%`, by growth that comes in even steps to that by then; `logistic 5000`, towards that size, in the report's unit, at the pace of the last year. A size set for a later year is gone on from. Shares stay as in their last year, drivers end. Their basis is `extrapolated`.",
      "Rates and shares are fractions: give the cell a percent format. The report gives no exchange rate: USD units need the assumption `fx.usd-cny`, for a year or for all; a unit in the prices of a year, such as `CNY 100m real 2025`, needs the price index `prices.cny` by year.",
    ],
    zh: [
      "`[方括号]` 中的参数可省略：空白、缺省或 `null` 表示默认值。",
      "数值公式的任一参数都可为区域，返回对应的区域，组合方式与原生函数相同；区域过短之处为 `#N/A`。表公式会溢出，含表头。",
      "年份可写作 2027、`2027E`、`2027F`、`2027A`、`FY2027`、`FY27` 或 `2027年`。凡可用标识之处也可用英文、简体或繁体名称。",
      '一个工作簿可有多份报告，其中一份为主报告。不带前缀的名称属于主报告；其他报告的名称前须加该报告的标识和冒号：`eu-heat-pumps:base`。主报告中本就如此命名的优先。使用其他报告的情景时，细分与驱动因素也取自该报告；省略情景时取其 `base`，省略单位时取其自身单位。一次调用只能使用同一报告的名称；`CONSENSUS` 与 `TABLE` 的情景除外，此时以主报告的单位或所选单位计。冒号之后留空时，`TABLE` 与 `AUDIT` 给出该报告的全部内容；`LIST("eu-heat-pumps:scenarios")` 按公式所用的写法列出其名称，`LIST("reports")` 列出各报告。汇率、价格指数与 `period.` 假设对所有报告有效；其他假设与自建情景只属于主报告。使用其他报告名称的公式没有原生形式：分离后单元格保留数值。',
      "不带前缀的年份为报告自身的年度，`CY2027` 为日历年，`FY2027` 与 `FY2026/27` 为工作簿的财年，其截止月份由假设 `period.year-end` 设定：起初与报告一致，此时两者即报告自身的年度。其他口径的年份由其所跨报告年度的月份合成。`2027H1` 与 `2027Q3` 为一年的一部分，也可写作 `FY2027 Q3`：金额与年度流量取 `period.q1` 至 `period.q4` 的比例，起初各占四分之一；存量与比率取当年数值。增长率须为整年，各项分析与逐年表格须为报告自身的年度。分离后，`FY`、`CY`、半年与季度为基于各年度的原生公式；其排名与集中度，以及所跨年度汇率不同的金额，则保留数值。",
      "只有工作簿自建且要求外推的情景才会外推：在表 `MarketScenarios` 中，“延续至”为年份，“延续方式”说明其规模在最后一年之后如何延续：`constant` 按最后一年的增长率；`constant 3%` 按该年增长率；`fade 2%` 增长率逐年等量变化，届时达到该值；`logistic 5000` 以最后一年的步调趋于该规模（以报告单位计）。为其后年份设定的规模会作为新的起点。份额保持最后一年的数值，驱动因素则止于最后一年。其依据为 `extrapolated`。",
      "比率与份额均为小数，请将单元格设为百分比格式。报告未给出汇率：美元单位需要假设 `fx.usd-cny`（某年或所有年份）；以某年价格计的单位（如 `CNY 100m real 2025`）需要逐年的价格指数 `prices.cny`。",
    ],
  },
  errors: { en: "Errors", zh: "错误" },
  errorHead: { en: ["Cell", "When"], zh: ["单元格", "情形"] },
  errorRows: {
    en: [
      [
        "`#VALUE!`",
        "An unknown name, a wrong type, a number out of its domain, a date in place of a year. The message names the argument, what it takes and what it got, with the nearest known name.",
      ],
      [
        "`#N/A`",
        "No value for that year (the message gives the years covered), no year given, an assumption that is not set, a scenario not built from drivers.",
      ],
      ["`#NUM!`", "Growth is undefined: the same year twice, or a start of zero or below."],
    ],
    zh: [
      [
        "`#VALUE!`",
        "名称未知、类型不符、数字超出范围，或以日期代替年份。提示信息会指明参数、应取的值、实际的值以及最接近的名称。",
      ],
      ["`#N/A`", "该年没有数值（提示信息给出所覆盖的年份）、未给出年份、假设未设置，或情景不是由驱动因素构建。"],
      ["`#NUM!`", "增长率无定义：两个年份相同，或起始值不大于零。"],
    ],
  },
  argumentHead: { en: ["Argument", "What it is", "Takes", "Unit"], zh: ["参数", "含义", "取值", "单位"] },
  exampleHead: { en: ["Example", "Result", ""], zh: ["示例", "结果", ""] },
  gives: { en: "Gives: ", zh: "返回：" },
  more: { en: "…", zh: "……" },
} satisfies Record<string, { readonly en: unknown; readonly zh: unknown }>;

export async function formulasPage(language: Language): Promise<string> {
  await loadAnalyses();
  const setting = settingOf(createModel(builtInReport), { messages: language });
  return page(await documentedFormulas(), language, setting);
}

function page(formulas: readonly DocumentedFormula[], language: Language, setting: Setting): string {
  return [
    `# ${texts.title[language]}`,
    ...texts.intro[language],
    table(
      ["", ""],
      formulas.map((formula) => [
        `[\`${signature(formula)}\`](#${formula.id.toLowerCase()})`,
        formula.summary[language],
      ]),
    ),
    `## ${texts.errors[language]}`,
    table(texts.errorHead[language], texts.errorRows[language]),
    ...formulas.flatMap((formula) => section(formula, language, setting)),
    `---`,
    texts.generated[language],
  ].join("\n\n");
}

function signature({ id, parameters }: DocumentedFormula): string {
  const names = parameters.map(({ name, optional }) => (optional ? `[${name}]` : name));
  return `MARKET.${id}(${names.join(", ")})`;
}

function section(formula: DocumentedFormula, language: Language, setting: Setting): string[] {
  const {
    id,
    summary,
    parameters,
    help: { gives, examples },
  } = formula;
  const values = examples.filter((example) => !isTable(answer(formula, example, setting)));
  const spilled = examples.filter((example) => isTable(answer(formula, example, setting)));
  return [
    `## ${id}`,
    `\`${signature(formula)}\``,
    `${summary[language]}${language === "zh" ? "。" : "."}`,
    ...(parameters.length > 0 ? [argumentsTable(formula, language)] : []),
    `${texts.gives[language]}${gives[language]}`,
    ...(values.length > 0
      ? [
          table(
            texts.exampleHead[language],
            values.map((example) => [
              `\`${formulaText(id, example.arguments)}\``,
              cell(answer(formula, example, setting)),
              example.note[language],
            ]),
          ),
        ]
      : []),
    ...spilled.flatMap((example) => [
      `\`${formulaText(id, example.arguments)}\` — ${example.note[language]}`,
      spill(answer(formula, example, setting) as unknown[][], language),
    ]),
  ];
}

function argumentsTable({ parameters, help }: DocumentedFormula, language: Language): string {
  const rows = parameters.map(({ name, domain }) => [
    `\`${name}\``,
    help.parameters[name]!.summary[language],
    domain.takes[language],
    help.parameters[name]!.unit?.[language] ?? "",
  ]);
  const filled = rows.some((row) => row[3] !== "");
  const head = texts.argumentHead[language];
  return filled
    ? table(head, rows)
    : table(
        head.slice(0, 3),
        rows.map((row) => row.slice(0, 3)),
      );
}

function answer(formula: DocumentedFormula, { arguments: args }: Example, setting: Setting): unknown {
  return calculator(formula)(setting, [...args]);
}

const isTable = (value: unknown): value is unknown[][] => Array.isArray(value);

function spill(rows: readonly (readonly unknown[])[], language: Language): string {
  const shown = rows.slice(0, MOST_ROWS).map((row) => row.map(cell));
  const rest = rows.length > MOST_ROWS ? [[texts.more[language], ...shown[0]!.slice(1).map(() => "")]] : [];
  return table(shown[0]!, [...shown.slice(1), ...rest]);
}

/** A cell as a person would format it: enough digits to recognise the number. */
function cell(value: unknown): string {
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (value instanceof CustomFunctions.Error) return `\`${value.code}\` ${value.message ?? ""}`.trim();
  return String(value);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
