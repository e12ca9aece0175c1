import assert from "node:assert/strict";
import type { Certificate } from "./certificates";
import { startHttps } from "./loopback";
import { callOnce, type Outcome } from "./one-call";
import { trustForSuite } from "./trust";

const RUN_AGAIN = "run the command again; it reads what is there before it writes";

describe("a certificate (made by the program openssl)", () => {
  const trust = trustForSuite();

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
    const { outcome } = await serving(await trust().authority.issue("127.0.0.1"), (host) =>
      trust().trusting.ask({ endpoint: `https://${host}` }),
    );
    assert.deepEqual(outcome, { answer: { httpStatus: 200, body: { Success: true } } });
  });

  it("of an authority that Node does not trust is refused, with the cure for a company's proxy", async () => {
    const { host, outcome } = await serving(await trust().authority.issue("127.0.0.1"), (to) =>
      callOnce({ endpoint: `https://${to}` }),
    );
    assert.deepEqual(outcome, {
      error:
        "TransportError: GetFile received no response: UNABLE_TO_VERIFY_LEAF_SIGNATURE (unable to verify the first certificate)",
      advice: `Check who signed the certificate of ${host}: where a company's proxy opens TLS, set NODE_EXTRA_CA_CERTS to the file of its certificate authority, then ${RUN_AGAIN}`,
    });
  });

  it("that signed itself is refused in the same way", async () => {
    const { host, outcome } = await serving(trust().authority.selfSigned(), (to) =>
      callOnce({ endpoint: `https://${to}` }),
    );
    assert.deepEqual(outcome, {
      error:
        "TransportError: GetFile received no response: DEPTH_ZERO_SELF_SIGNED_CERT (self-signed certificate)",
      advice: `Check who signed the certificate of ${host}: where a company's proxy opens TLS, set NODE_EXTRA_CA_CERTS to the file of its certificate authority, then ${RUN_AGAIN}`,
    });
  });

  it("that has expired asks for this machine's clock first", async () => {
    const { host, outcome } = await serving(await trust().authority.issue("127.0.0.1", -1), (to) =>
      trust().trusting.ask({ endpoint: `https://${to}` }),
    );
    assert.deepEqual(outcome, {
      error:
        "TransportError: GetFile received no response: CERT_HAS_EXPIRED (certificate has expired)",
      advice: `Check the clock of this machine, then the certificate of ${host}, then ${RUN_AGAIN}`,
    });
  });

  it("of another host names the setting that leads there", async () => {
    const { outcome } = await serving(await trust().authority.issue("other.test"), (to) =>
      trust().trusting.ask({ endpoint: `https://${to}` }),
    );
    assert.deepEqual(outcome, {
      error:
        "TransportError: GetFile received no response: ERR_TLS_CERT_ALTNAME_INVALID (Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: )",
      advice: `Check the region and DATAWORKS_ENDPOINT (or dataworks:endpoint): what answers for 127.0.0.1 has a certificate for another name, then ${RUN_AGAIN}`,
    });
  });
});
