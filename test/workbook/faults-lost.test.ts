import { testFaults } from "./fault-cases";

testFaults("lost");
