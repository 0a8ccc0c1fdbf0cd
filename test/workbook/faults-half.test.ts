import { testFaults } from "./fault-cases";

testFaults("half");
