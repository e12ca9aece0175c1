import assert from "node:assert/strict";
import { secretsIn, SERVICE_WORDS } from "./canaries.cases";
import { faultsOf } from "./faults.cases";
import { CHECKOUT, hostFrom } from "./hosts";
import { OPERATIONS, runUnder } from "./operations";
import { SITUATIONS } from "./situations.cases";

describe("no secret is told", () => {
  for (const operation of OPERATIONS) {
    for (const action of operation.actions) {
      const place = action === "*" ? "at every call" : `at ${action}`;
      it(`by ${operation.name}, whatever fault it meets ${place}`, async () => {
        const output = await runUnder(faultsOf(action), operation, CHECKOUT);
        assert.deepEqual(secretsIn(output), []);
        // Else nothing was proved: the service's words have to come through.
        assert.ok(
          output.some((text) => text.includes(SERVICE_WORDS)),
          output.join("\n"),
        );
      });
    }
  }

  for (const { name, words, tell } of SITUATIONS) {
    it(`by ${name}`, async () => {
      const output = await tell(hostFrom(CHECKOUT));
      assert.deepEqual(secretsIn(output), []);
      assert.ok(
        output.some((text) => text.includes(words)),
        output.join("\n"),
      );
    });
  }
});
