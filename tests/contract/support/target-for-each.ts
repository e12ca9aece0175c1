import { openEmulatorTarget } from "./emulator-target";
import { openRemoteTarget } from "./remote-target";
import { isRemote } from "./settings";
import type { Target } from "./target";

/** A target for each test of a suite, closed after it. */
export function targetForEach(): () => Target {
  let target: Target | undefined;
  beforeEach(async () => {
    target = isRemote ? openRemoteTarget() : await openEmulatorTarget();
  });
  afterEach(async () => {
    const opened = target;
    target = undefined;
    await opened?.close();
  });
  return () => target!;
}
