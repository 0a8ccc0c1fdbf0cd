/**
 * A report laid out by column instead of by row, figures named by their place: the same data, a sixth smaller when
 * compressed. `functions.js` carries it so; everywhere else a report is written as it is read. Unpacking runs before
 * any formula can, so it is written for speed.
 */

/** Stands where a row has no such property. */
const absent = [];
/** The only property of what stands for a number of its own; no part of a report is called so. */
const own = "=";
/** Stands where a row has what the row above it has; no text of a report is empty. */
const same = "";

export function packReport({ figures, claims, ...rest }) {
  const places = new Map(figures.map(({ id }, place) => [id, place]));
  const packed = claims.map((claim) => packClaim(claim, figures[places.get(claim.stated)]));
  return { figures: packTable(figures), rest: packNames({ ...rest, claims: packed }, places) };
}

export function unpackReport({ figures, rest }) {
  const rows = unpackTable(figures);
  const report = { ...unpackNames(rest, rows), figures: rows };
  const byId = new Map(rows.map((figure) => [figure.id, figure]));
  for (const claim of report.claims) unpackClaim(claim, byId.get(claim.stated));
  return report;
}

/** A claim's id begins with that of the figure that states it, and its section is mostly that figure's. */
function packClaim({ id, section, ...claim }, stated) {
  return {
    id: id.startsWith(`${stated.id}.`) ? id.slice(stated.id.length) : id,
    ...(section !== stated.section && { section }),
    ...claim,
  };
}

function unpackClaim(claim, stated) {
  if (claim.id.startsWith(".")) claim.id = stated.id + claim.id;
  claim.section ??= stated.section;
}

function packTable(rows) {
  const names = [...new Set(rows.flatMap(Object.keys))];
  const columns = names.map((name) => {
    const column = rows.map((row) => (name in row ? row[name] : absent));
    if (column.every(isObject)) return packTable(column);
    return column.map((value, row) => (row > 0 && value !== absent && value === column[row - 1] ? same : value));
  });
  return { names, columns };
}

function unpackTable({ names, columns }) {
  const rows = [];
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const column = Array.isArray(columns[i]) ? columns[i] : unpackTable(columns[i]);
    let value;
    for (let row = 0; row < column.length; row++) {
      if (column[row] !== same) value = column[row];
      const object = (rows[row] ??= {});
      if (!Array.isArray(value) || value.length > 0) object[name] = value;
    }
  }
  return rows;
}

/** Hardly anything but the figures holds a number of its own, so that a number can stand for a figure. */
function packNames(value, places) {
  if (typeof value === "number") return { [own]: value };
  if (typeof value === "string") return places.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => packNames(item, places));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, packNames(item, places)]));
}

function unpackNames(value, figures) {
  if (typeof value === "number") return figures[value].id;
  if (typeof value === "object" && value !== null && own in value) return value[own];
  if (typeof value === "object" && value !== null)
    for (const key in value) value[key] = unpackNames(value[key], figures);
  return value;
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
