import OpenApi = require("@alicloud/openapi-client");
import { outcomeOf, placeParameters, VERSION, type Access, type Body, type Client } from "./client";

/** The client's error for HTTP 4xx and 5xx. */
interface OpenApiError extends Error {
  readonly data?: Body & { readonly statusCode: number };
}

interface OpenApiAnswer {
  readonly statusCode: number;
  readonly body: Body;
}

/** The fields of a call as the official SDK of DataWorks sets them. */
function describeCall(action: string, url: URL): OpenApi.Params {
  return new OpenApi.Params({
    action,
    version: VERSION,
    protocol: url.protocol.slice(0, -1),
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });
}

/** @alicloud/openapi-client, on which the official SDKs stand: ACS3-HMAC-SHA256. */
export function openApiClient(access: Access): Client {
  const { accessKeyId, accessKeySecret, securityToken } = access;
  const url = new URL(access.url);
  const client = new OpenApi.default(
    new OpenApi.Config({
      accessKeyId,
      accessKeySecret,
      ...(securityToken !== undefined && { securityToken }),
      endpoint: url.host,
      protocol: url.protocol.slice(0, -1),
    }),
  );
  return {
    name: "openapi-client",
    async call(action, parameters) {
      const { query, body } = placeParameters(action, parameters);
      const request = new OpenApi.OpenApiRequest({
        query,
        ...(Object.keys(body).length > 0 && { body }),
      });
      // Its options have defaults for everything; their class is in a package of its own.
      const options = {} as unknown as globalThis.Parameters<typeof client.callApi>[2];
      try {
        const answer = await client.callApi(describeCall(action, url), request, options);
        const { statusCode, body: received } = answer as OpenApiAnswer;
        return outcomeOf(statusCode, received);
      } catch (cause) {
        const { data } = cause as OpenApiError;
        if (data === undefined) {
          throw cause;
        }
        const { statusCode, ...received } = data;
        return outcomeOf(statusCode, received);
      }
    },
  };
}
