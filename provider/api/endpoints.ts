import { printable } from "./printable";

/**
 * Regions without an endpoint of their own: the central one serves them.
 *
 * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-endpoint
 */
const CENTRAL_REGIONS: ReadonlySet<string> = new Set([
  "cn-qingdao",
  "cn-huhehaote",
  "cn-hangzhou-finance",
  "ap-south-1",
  "ap-southeast-2",
]);

/** Whether a string is a region id: it becomes a label of a host name, which has at most 63 characters. */
export function isRegion(text: string): boolean {
  return /^(?=.{1,63}$)[a-z]+(-[a-z0-9]+)+$/.test(text);
}

/**
 * The public endpoint of DataWorks in a region.
 *
 * @throws where the region, which may come from the state, would lead to another host.
 */
export function publicEndpoint(region: string): string {
  if (!isRegion(region)) {
    throw new Error(
      `region "${printable(region)}" is not a region id such as "cn-shanghai". Nothing was called.`,
    );
  }
  return CENTRAL_REGIONS.has(region)
    ? "https://dataworks.aliyuncs.com"
    : `https://dataworks.${region}.aliyuncs.com`;
}

/** Loopback names and addresses, IPv4-mapped IPv6 addresses, and the unspecified addresses that servers listen on. */
const THIS_MACHINE =
  /^(localhost\.?|127(\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:(0:0|7f[\da-f]{2}:[\da-f]{1,4})\])$/;

/** Whether an endpoint is on this machine, as the emulator's usually is. */
export function isLoopback(endpoint: string): boolean {
  return THIS_MACHINE.test(new URL(endpoint).hostname);
}

/** Whether an endpoint is the service itself, by any of its host names: public, VPC or central. */
export function isServiceEndpoint(endpoint: string): boolean {
  return /(^|\.)aliyuncs\.com\.?$/.test(new URL(endpoint).hostname);
}

/** What a state records of its endpoint: nothing for the service, else the origin with its port. */
export function endpointRecord(endpoint: string): string | undefined {
  return isServiceEndpoint(endpoint) ? undefined : new URL(endpoint).origin;
}
