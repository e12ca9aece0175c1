import type { Access } from "../clients/client";

/** With REMOTE=1 the contract is held against the service itself, else against the emulator. */
export const isRemote = process.env["REMOTE"] === "1";

const missing: string[] = [];

/** A variable of the environment; against the emulator its own value. */
function setting(name: string, emulatorValue: string): string {
  if (!isRemote) {
    return emulatorValue;
  }
  const value = process.env[name] ?? "";
  if (value === "") {
    missing.push(name);
  }
  return value;
}

export const PROJECT_ID = setting("DATAWORKS_CONTRACT_PROJECT_ID", "10000");
export const FOLDER = setting(
  "DATAWORKS_CONTRACT_FOLDER",
  "Business Flow/quickstart/Data Integration",
);
export const RESOURCE_GROUP = setting("DATAWORKS_CONTRACT_RESOURCE_GROUP", "S_res_group_1_1");

/** A task content that the workspace takes; the service may want more than the emulator. */
export const CONTENT =
  (isRemote && process.env["DATAWORKS_CONTRACT_CONTENT"]) ||
  '{"type":"job","version":"2.0","steps":[],"order":{"hops":[]}}';

function remoteUrl(): string {
  const region = process.env["DATAWORKS_CONTRACT_REGION"] ?? "";
  return region === ""
    ? setting("DATAWORKS_ENDPOINT", "")
    : (process.env["DATAWORKS_ENDPOINT"] ?? `https://dataworks.${region}.aliyuncs.com`);
}

function remoteAccess(): Access {
  const securityToken = process.env["ALIBABA_CLOUD_SECURITY_TOKEN"] ?? "";
  const url = remoteUrl();
  return {
    url: /^(https?:\/\/|$)/.test(url) ? url : `https://${url}`,
    accessKeyId: setting("ALIBABA_CLOUD_ACCESS_KEY_ID", ""),
    accessKeySecret: setting("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ""),
    ...(securityToken !== "" && { securityToken }),
  };
}

const access = isRemote ? remoteAccess() : undefined;

/** How to reach the service. Throws with the names of the variables that are not set. */
export function requireRemoteAccess(): Access {
  if (access === undefined || missing.length > 0) {
    throw new Error(`REMOTE=1 needs the variables ${missing.join(", ")}.`);
  }
  return access;
}
