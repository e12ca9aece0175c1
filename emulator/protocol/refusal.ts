/** A refusal by the service within a success: HTTP 200, Success true, Data.Status fail (API reference of DeleteDISyncTask, sample). */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** A refusal because nothing has that id; each operation has its own message for it. */
export class MissingTask extends Error {
  override readonly name = "MissingTask";

  constructor(readonly fileId: bigint) {
    super(`nothing has the file id ${fileId}`);
  }
}

/** A failed file call: Success false with ErrorCode, ErrorMessage and HttpStatusCode (API reference of ListFiles and GetFile). */
export class FileCallError extends Error {
  override readonly name = "FileCallError";

  constructor(
    readonly httpStatus: number,
    readonly errorCode: string,
    message: string,
  ) {
    super(message);
  }
}

/** Turns an instance's reason for a refusal into the call's message. Assumed: the id comes first, as in the message for an unknown id. */
export function refuseUnlessDone(fileId: bigint, reason: string | undefined): void {
  if (reason !== undefined) {
    throw new Refusal(`fileId:[${fileId}] ${reason}`);
  }
}
