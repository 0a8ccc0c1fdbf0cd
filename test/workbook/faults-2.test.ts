import { testFaults } from "./fault-cases";

testFaults(1);
