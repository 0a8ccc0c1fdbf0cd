export { readBlock, type Block, type BlockFault, type BlockFigure, type BlockLine, type Place } from "./read";
