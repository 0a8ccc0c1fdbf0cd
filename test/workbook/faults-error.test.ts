import { testFaults } from "./fault-cases";

testFaults("error");
