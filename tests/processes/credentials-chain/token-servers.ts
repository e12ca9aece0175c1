import type { IncomingMessage, RequestListener } from "node:http";
import { createHmac } from "node:crypto";
import { stringToSign } from "../../harness/signed-call";

/** The one key that the servers know; a role can be assumed with it, or with a token that they gave. */
export const KEY = { id: "source-id", secret: "source-secret" };

/** What a token server gives: valid for an hour. */
export function tokenOf(name: string): {
  readonly AccessKeyId: string;
  readonly AccessKeySecret: string;
  readonly SecurityToken: string;
  readonly Expiration: string;
} {
  return {
    AccessKeyId: `${name}-id`,
    AccessKeySecret: `${name}-secret`,
    SecurityToken: `${name}-token`,
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

function json(status: number, body: object): [number, string] {
  return [status, JSON.stringify(body)];
}

function isSigned(parameters: Readonly<Record<string, string>>): boolean {
  const { Signature: signature, ...signed } = parameters;
  const secret =
    signed["SecurityToken"] === undefined
      ? KEY.secret
      : signed["SecurityToken"].replace(/-token$/, "-secret");
  const right = createHmac("sha1", `${secret}&`)
    .update(stringToSign("POST", signed))
    .digest("base64");
  return signature === right;
}

/** STS: AssumeRole of a signed call, AssumeRoleWithOIDC of the one identity token that it knows. The role's name is that of the token. */
function answerSts(parameters: Readonly<Record<string, string>>): [number, string] {
  const role = parameters["RoleArn"]?.split("/")[1] ?? "";
  if (role === "forbidden") {
    return json(403, {
      RequestId: "STS-1",
      Code: "NoPermission",
      Message: `canary: ${parameters["OIDCToken"] ?? parameters["AccessKeyId"]}`,
    });
  }
  const isKnown =
    parameters["Action"] === "AssumeRoleWithOIDC"
      ? parameters["OIDCToken"] === "identity-token"
      : isSigned(parameters);
  return isKnown
    ? json(200, { RequestId: "STS-2", Credentials: tokenOf(role) })
    : json(400, { RequestId: "STS-3", Code: "SignatureDoesNotMatch", Message: "wrong" });
}

export const sts: RequestListener = (request, response) => {
  void bodyOf(request).then((body) => {
    const query = new URL(request.url ?? "", "https://sts").searchParams;
    const parameters = {
      ...Object.fromEntries(query),
      ...Object.fromEntries(new URLSearchParams(body)),
    };
    const [status, text] = answerSts(parameters);
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  });
};

const METADATA_PATH = "/latest/meta-data/ram/security-credentials/";

/** The metadata of an ECS instance with one role, in its second version: without the session's token it says no. */
export const metadata: RequestListener = (request, response) => {
  const isTokenCall = request.method === "PUT" && request.url === "/latest/api/token";
  if (isTokenCall) {
    response.end("metadata-token");
  } else if (request.headers["x-aliyun-ecs-metadata-token"] !== "metadata-token") {
    response.writeHead(403).end();
  } else if (request.url === METADATA_PATH) {
    response.end("instance-role");
  } else if (request.url === `${METADATA_PATH}instance-role`) {
    response.end(JSON.stringify({ Code: "Success", ...tokenOf("instance") }));
  } else {
    response.writeHead(404).end("canary: no such role");
  }
};
