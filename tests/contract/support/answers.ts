import { assumed, aText, nullOrAbsent, Shape, type Expected } from "./shape";

/** The RequestId of the samples on the documentation pages; the emulator under test gives no other. */
export const REQUEST_ID = "0bc1411515937635973****";

const requestId = assumed(REQUEST_ID, aText);

type Fields = Readonly<Record<string, unknown>>;

/** An answer of the sync family, Data given whole. */
export function syncAnswer(data: Fields): Expected {
  return { httpStatus: 200, body: { Success: true, RequestId: requestId, Data: data } };
}

/** The sync family's yes, with the further fields of Data. */
export function done(fields: Fields = {}): Expected {
  return syncAnswer({ Status: "success", Message: assumed(null, nullOrAbsent), ...fields });
}

/** The sync family's no: HTTP 200 and Success true all the same. */
export function refused(message: unknown, fields: Fields = {}): Expected {
  return syncAnswer({ Status: "fail", Message: message, ...fields });
}

/** The no of the pages' samples to an id that nothing has. */
export function unknownId(fileId: string, fields: Fields = {}): Expected {
  return refused(`fileId:[${fileId}] is invalid.`, fields);
}

/** A file call's yes, with what stands beside the envelope. */
export function fileEnvelope(fields: Fields): Expected {
  return {
    httpStatus: 200,
    body: {
      HttpStatusCode: 200,
      Success: true,
      RequestId: requestId,
      ErrorCode: assumed(null, nullOrAbsent),
      ErrorMessage: assumed(null, nullOrAbsent),
      ...fields,
    },
  };
}

/** A file call's yes, Data given whole. */
export function fileAnswer(data: unknown): Expected {
  return fileEnvelope({ Data: data });
}

/** A file call's no: HTTP 400. Code and text are on no page. */
export function fileRefusal(
  code: string,
  message: string,
  fields: Fields = { Data: null },
): Expected {
  return {
    httpStatus: assumed(400),
    body: assumed({
      HttpStatusCode: 400,
      Success: false,
      RequestId: REQUEST_ID,
      ErrorCode: code,
      ErrorMessage: message,
      ...fields,
    }),
  };
}

/** The emulator's no to a file id that nothing has. */
export function unknownFile(fileId: string, fields?: Fields): Expected {
  return fileRefusal("Invalid.File.NotExists", `fileId:[${fileId}] is invalid.`, fields);
}

/** A private cloud's no to a folder path; the code is assumed. */
export function unknownPath(path: string): Expected {
  return fileRefusal("Invalid.Folder.Path", `不合法的目录路径：${path}`);
}

const aHost = new Shape("<a host>", (value) => typeof value === "string" && value.length > 0);

/** The gateway's own refusal. */
export function gatewayRefusal(httpStatus: number, code: unknown, message: unknown): Expected {
  const link = `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(String(code))}&product=dataworks-public&requestId=${REQUEST_ID}`;
  return {
    httpStatus,
    body: {
      RequestId: requestId,
      HostId: aHost,
      Code: code,
      Message: message,
      Recommend: assumed(link, aText),
    },
  };
}

export function missing(name: string): Expected {
  return gatewayRefusal(400, `Missing${name}`, `${name} is mandatory for this action.`);
}

/** The gateway answers Invalid<Param> elsewhere; the pages of this family list Param.Invalid. */
export function invalid(name: string): Expected {
  const code = `Invalid${name}`;
  const eitherCode = new Shape(`<${code} or Param.Invalid>`, (one) =>
    [code, "Param.Invalid"].includes(one as string),
  );
  const message = assumed(`Specified parameter ${name} is not valid.`, aText);
  return gatewayRefusal(400, assumed(code, eitherCode), message);
}

/** Code: service error codes page. The text differs from page to page. */
export function forbidden(): Expected {
  return gatewayRefusal(
    403,
    "Forbidden.Access",
    assumed(
      "Access is forbidden. Please first activate DataWorks Enterprise Edition or Flagship Edition.",
      aText,
    ),
  );
}
