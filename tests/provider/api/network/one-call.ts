import { createTransport } from "../../../../provider/api/transport";
import { adviceFor } from "../../../../provider/lifecycle/advice";

/** What came of a call: the answer, or the error with what it advises. */
export type Outcome = { readonly answer: unknown } | { readonly error: string; advice: string };

/** One call through the real transport, which gives up after `timeoutMs`. */
export async function callOnce(endpoint: string, timeoutMs = 20_000): Promise<Outcome> {
  const transport = createTransport(endpoint, async () => ({
    accessKeyId: "canary-id",
    accessKeySecret: "canary-secret",
  }));
  try {
    return { answer: await transport({ action: "GetFile", parameters: {}, timeoutMs }) };
  } catch (error) {
    return { error: String(error), advice: adviceFor(error) };
  }
}

/** Runs as a process of its own where Node reads something only at its start. */
if (require.main === module) {
  void callOnce(process.argv[2] ?? "").then((outcome) =>
    process.stdout.write(JSON.stringify(outcome)),
  );
}
