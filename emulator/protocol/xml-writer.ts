import {
  isJsonList,
  isJsonObject,
  plainText,
  type JsonObject,
  type JsonValue,
} from "../json/exact-json";

const INDENT = "    "; // as in the XML samples of the API reference

// Characters that XML 1.0 cannot contain, even escaped (W3C XML 1.0, section 2.2).
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escape(text: string): string {
  return text
    .replace(NOT_XML, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function element(name: string, value: JsonValue | undefined, indent: string): string[] {
  if (value === undefined || value === null) {
    return []; // assumed: a null has no element; the API reference shows none
  }
  if (isJsonList(value)) {
    // One element per item, as in the XML samples of ListFiles.
    return value.flatMap((item) => element(name, item, indent));
  }
  if (!isJsonObject(value)) {
    return [`${indent}<${name}>${escape(plainText(value))}</${name}>`];
  }
  const inner = Object.entries(value).flatMap(([member, child]) =>
    element(member, child, indent + INDENT),
  );
  return inner.length === 0
    ? [`${indent}<${name}/>`]
    : [`${indent}<${name}>`, ...inner, `${indent}</${name}>`];
}

/** An answer as XML, formatted like the samples in the API reference. */
export function writeXml(rootName: string, value: JsonObject): string {
  return element(rootName, value, "").join("\n");
}
