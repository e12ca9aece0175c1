import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** A certificate authority of the test's own, for `NODE_EXTRA_CA_CERTS`. */
export interface Authority {
  /** Its certificate, in a file. */
  readonly file: string;
  /** @param days below 0: it has expired. */
  issue(host: string, days?: number): Promise<Certificate>;
  /** Its own certificate, as a server would show it that signed for itself. */
  selfSigned(): Certificate;
}

const NEW_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";

/** Node makes keys but no certificates, so OpenSSL's own program makes them. */
async function openssl(folder: string, line: string): Promise<void> {
  await run("openssl", line.split(" "), { cwd: folder, timeout: 20_000 });
}

export async function hasOpenssl(): Promise<boolean> {
  return run("openssl", ["version"], { timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}

export async function createAuthority(folder: string): Promise<Authority> {
  await openssl(
    folder,
    `req -x509 ${NEW_KEY} -keyout ca.key -out ca.crt -days 1 -subj /CN=authority`,
  );
  const read = (name: string): Certificate => ({
    key: readFileSync(join(folder, `${name}.key`)),
    cert: readFileSync(join(folder, `${name}.crt`)),
  });
  let issued = 0;
  return {
    file: join(folder, "ca.crt"),
    async issue(host, days = 1) {
      const name = `server${++issued}`;
      const request = `-keyout ${name}.key -out ${name}.csr -subj /CN=${host}`;
      await openssl(folder, `req ${NEW_KEY} ${request}`);
      const kind = /^[\d.]+$/.test(host) ? "IP" : "DNS";
      await writeFile(join(folder, `${name}.ext`), `subjectAltName=${kind}:${host}`);
      await openssl(
        folder,
        `x509 -req -in ${name}.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days ${days} -extfile ${name}.ext -out ${name}.crt`,
      );
      return read(name);
    },
    selfSigned: () => read("ca"),
  };
}
