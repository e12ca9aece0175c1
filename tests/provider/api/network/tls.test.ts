import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuthority, hasOpenssl, type Authority, type Certificate } from "./certificates";
import { startChild, type Child } from "./child";
import { startHttps } from "./loopback";
import { callOnce, type Call, type Outcome } from "./one-call";

const RUN_AGAIN = "run the command again; it reads what is there before it writes";

describe("a certificate (made by the program openssl)", () => {
  let folder = "";
  let authority: Authority;
  /** A process that trusts the authority. */
  let trusting: Child<Call, Outcome>;
  before(async function () {
    if (!(await hasOpenssl())) {
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), "pulumi-dataworks-tls-"));
    authority = await createAuthority(folder);
    trusting = startChild(require.resolve("./one-call"), {
      variables: { NODE_EXTRA_CA_CERTS: authority.file },
    });
  });
  after(async () => {
    await trusting?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** @param call what is called, with the host of a server that shows the certificate. */
  async function serving(
    certificate: Certificate,
    call: (host: string) => Promise<Outcome>,
  ): Promise<{ readonly host: string; readonly outcome: Outcome }> {
    const server = await startHttps(certificate);
    const host = `127.0.0.1:${server.port}`;
    try {
      return { host, outcome: await call(host) };
    } finally {
      await server.stop();
    }
  }

  it("of a trusted authority is accepted", async () => {
    const { outcome } = await serving(await authority.issue("127.0.0.1"), (host) =>
      trusting.ask({ endpoint: `https://${host}` }),
    );
    assert.deepEqual(outcome, { answer: { httpStatus: 200, body: { Success: true } } });
  });

  it("of an authority that Node does not trust is refused, with the cure for a company's proxy", async () => {
    const { host, outcome } = await serving(await authority.issue("127.0.0.1"), (to) =>
      callOnce({ endpoint: `https://${to}` }),
    );
    assert.deepEqual(outcome, {
      error:
        "TransportError: GetFile got no answer: UNABLE_TO_VERIFY_LEAF_SIGNATURE (unable to verify the first certificate)",
      advice: `Check who signed the certificate of ${host}: where a company's proxy opens TLS, set NODE_EXTRA_CA_CERTS to the file of its certificate authority, then ${RUN_AGAIN}`,
    });
  });

  it("that signed itself is refused in the same way", async () => {
    const { host, outcome } = await serving(authority.selfSigned(), (to) =>
      callOnce({ endpoint: `https://${to}` }),
    );
    assert.deepEqual(outcome, {
      error:
        "TransportError: GetFile got no answer: DEPTH_ZERO_SELF_SIGNED_CERT (self-signed certificate)",
      advice: `Check who signed the certificate of ${host}: where a company's proxy opens TLS, set NODE_EXTRA_CA_CERTS to the file of its certificate authority, then ${RUN_AGAIN}`,
    });
  });

  it("that has expired asks for this machine's clock first", async () => {
    const { host, outcome } = await serving(await authority.issue("127.0.0.1", -1), (to) =>
      trusting.ask({ endpoint: `https://${to}` }),
    );
    assert.deepEqual(outcome, {
      error: "TransportError: GetFile got no answer: CERT_HAS_EXPIRED (certificate has expired)",
      advice: `Check the clock of this machine, then the certificate of ${host}, then ${RUN_AGAIN}`,
    });
  });

  it("of another host names the setting that leads there", async () => {
    const { outcome } = await serving(await authority.issue("other.test"), (to) =>
      trusting.ask({ endpoint: `https://${to}` }),
    );
    assert.deepEqual(outcome, {
      error:
        "TransportError: GetFile got no answer: ERR_TLS_CERT_ALTNAME_INVALID (Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: )",
      advice: `Check the region and DATAWORKS_ENDPOINT (or dataworks:endpoint): what answers for 127.0.0.1 has a certificate of another name, then ${RUN_AGAIN}`,
    });
  });
});
