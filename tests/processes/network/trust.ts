import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuthority, hasOpenssl, type Authority } from "./certificates";
import { startChild, type Child } from "./child";
import type { Call, Outcome } from "./one-call";

export interface Trust {
  readonly authority: Authority;
  /** A process that trusts the authority. */
  readonly trusting: Child<Call, Outcome>;
}

/** An authority for the certificates of a suite, and a process that trusts it. Without openssl the suite is skipped. */
export function trustForSuite(): () => Trust {
  let folder = "";
  let trust: Trust | undefined;
  before(async function () {
    if (!(await hasOpenssl())) {
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), "pulumi-dataworks-trust-"));
    const authority = await createAuthority(folder);
    const trusting = startChild<Call, Outcome>(require.resolve("./one-call"), {
      variables: { NODE_EXTRA_CA_CERTS: authority.file },
    });
    trust = { authority, trusting };
  });
  after(async () => {
    await trust?.trusting.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return () => trust!;
}
