import { testFaults } from "./fault-cases";

testFaults(0);
