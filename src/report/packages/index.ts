export { delimiterOf, readCsv } from "./csv";
export { packageFiles, readPackage, readPackageFiles, zippedPackage } from "./packages";
