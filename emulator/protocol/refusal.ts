/** A refusal by the service inside a success: HTTP 200, Success true, Data.Status fail (DeleteDISyncTask page, sample). */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** A refusal because nothing of that id is there; each operation has its own words for it. */
export class MissingTask extends Error {
  override readonly name = "MissingTask";

  constructor(readonly fileId: bigint) {
    super(`nothing has the file id ${fileId}`);
  }
}

/** A failed file call: Success false with ErrorCode, ErrorMessage and HttpStatusCode (ListFiles and GetFile pages). */
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

/** Turns the reason why an instance refused into the call's message. Assumed: the id in front, as in the message of an unknown id. */
export function refuseUnlessDone(fileId: bigint, reason: string | undefined): void {
  if (reason !== undefined) {
    throw new Refusal(`fileId:[${fileId}] ${reason}`);
  }
}
