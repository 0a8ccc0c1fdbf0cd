export { CERTAINTIES, proposals, type Certainty, type Proposal, type Reading } from "./link";
