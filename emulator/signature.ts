import { createHmac } from "node:crypto";

/** RFC 3986: encodeURIComponent leaves five characters that the signature wants encoded. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** "Request signatures" page of the RPC style, signature version 1.0. */
export function stringToSign(method: string, parameters: ReadonlyMap<string, string>): string {
  const canonical = [...parameters]
    .filter(([name]) => name !== "Signature")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
  return `${method}&${percentEncode("/")}&${percentEncode(canonical)}`;
}

export function sign(text: string, accessKeySecret: string): string {
  return createHmac("sha1", `${accessKeySecret}&`).update(text).digest("base64");
}
