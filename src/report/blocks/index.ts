export { cellsOfFile } from "./files";
export {
  periodIn,
  readBlock,
  unitIn,
  withoutMarks,
  type Block,
  type BlockFault,
  type BlockFigure,
  type BlockLine,
  type Place,
} from "./read";
export { isUnitHeader, startsNote } from "./words";
